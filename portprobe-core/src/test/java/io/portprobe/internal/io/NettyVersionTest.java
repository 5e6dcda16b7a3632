package io.portprobe.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.Test;

class NettyVersionTest {
  @Test
  void current_isSupported() {
    assertThatCode(NettyVersion::requireSupported).doesNotThrowAnyException();
  }

  @Test
  void older_isRejectedWithBothVersions() throws Exception {
    Class<?> checked = new OldNetty().loadClass(NettyVersion.class.getName());
    Throwable thrown = null;
    try {
      checked.getMethod("requireSupported").invoke(null);
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
    }
    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("Netty: 4\\.\\d\\S* \\(expected: 4\\.2 or later; .*netty\\.version.*");
  }

  /** Hides a class that Netty 4.1 does not have. */
  private static final class OldNetty extends ClassLoader {
    OldNetty() {
      super(NettyVersionTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.equals("io.netty.channel.IoHandlerFactory")) {
        throw new ClassNotFoundException(name);
      }
      return name.equals(NettyVersion.class.getName())
          ? define(name)
          : super.loadClass(name, resolve);
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = "/" + name.replace('.', '/') + ".class";
      try (InputStream in = NettyVersionTest.class.getResourceAsStream(file)) {
        byte[] code = in.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
