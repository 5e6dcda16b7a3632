package io.portprobe.internal.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.Transport;
import io.portprobe.spi.Protocol;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discovery on threads whose context class loader sees no class of the application. */
class ClassLoadersTest {
  @TempDir Path folder;

  /** Loads portprobe as the class loader of an executable jar does. */
  private URLClassLoader application(String protocol) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(Protocol.class.getName()), protocol);
    String[] path =
        System.getProperty("java.class.path").split(System.getProperty("path.separator"), -1);
    URL[] urls = new URL[path.length + 1];
    urls[0] = folder.toUri().toURL();
    for (int i = 0; i < path.length; i++) {
      urls[i + 1] = Path.of(path[i]).toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  @Test
  void protocolsBesidePortprobe_areKnownInTheCommonPool() throws Exception {
    try (URLClassLoader application = application(AuthorErrorsTest.Good.class.getName())) {
      Class<?> registry = application.loadClass(ProtocolRegistry.class.getName());
      assertThat(registry.getClassLoader()).isSameAs(application);

      String names = CompletableFuture.supplyAsync(() -> discovered(registry)).join();

      assertThat(names).contains("good");
    }
  }

  private static String discovered(Class<?> registry) {
    try {
      Object found =
          registry
              .getMethod("of", List.class, boolean.class, ClassLoader.class)
              .invoke(null, List.of(), true, null);
      return String.valueOf(registry.getMethod("names").invoke(found));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void contextClassLoader_null_findsTheProtocolsBesidePortprobe() throws Exception {
    CompletableFuture<String> names = new CompletableFuture<>();
    try (URLClassLoader application = application(AuthorErrorsTest.Good.class.getName())) {
      Class<?> registry = application.loadClass(ProtocolRegistry.class.getName());
      Thread thread = new Thread(() -> names.complete(discovered(registry)));
      thread.setContextClassLoader(null);
      thread.start();
      thread.join();
    }
    assertThat(names.join()).contains("good");
  }

  @Test
  void contextClassLoader_withAnotherCopyOfPortprobe_isSkipped() throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader other = application(AuthorErrorsTest.Good.class.getName())) {
      thread.setContextClassLoader(other);
      ProtocolRegistry registry = ProtocolRegistry.of(List.of(), true, null);

      assertThat(registry.names()).doesNotContain("good");
      assertThatThrownBy(() -> registry.named("good", Transport.TCP))
          .hasMessageNotContaining("not loaded");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
