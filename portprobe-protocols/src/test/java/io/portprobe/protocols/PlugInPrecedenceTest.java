package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.ProbeClient;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptedProtocol;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in with the name of a bundled protocol, as if a new version had added that protocol. */
class PlugInPrecedenceTest {
  @TempDir Path folder;

  /** The plug-in of a user; it has no options. */
  public static final class OwnProtocol extends ScriptedProtocol {
    /** For the service loader. */
    public OwnProtocol() {
      super(Protocols.script("mysql").tcp(3306).send("PING\r\n").expect("[+]PONG"));
    }
  }

  /** Another plug-in with the same name. */
  public static final class OtherProtocol extends ScriptedProtocol {
    /** For the service loader. */
    public OtherProtocol() {
      super(Protocols.script("mysql").tcp(3306).send("PING\r\n").expect("[+]PONG"));
    }
  }

  private URLClassLoader providing(Class<?>... providers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(Protocol.class.getName()),
        List.of(providers).stream().map(Class::getName).toList());
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, PlugInPrecedenceTest.class.getClassLoader());
  }

  @Test
  void discoveredPlugIn_overridesTheBundledProtocol() throws IOException {
    try (URLClassLoader loader = providing(OwnProtocol.class);
        ProbeClient client = ProbeClient.builder().protocolsFrom(loader).build()) {
      assertThat(client.protocols()).contains("mysql", "dns");
      assertThatThrownBy(() -> client.tcp("127.0.0.1", 1).option("mysql.tls", "true"))
          .as("an option of the bundled protocol")
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void twoPlugIns_stillFail() throws IOException {
    try (URLClassLoader loader = providing(OwnProtocol.class, OtherProtocol.class)) {
      assertThatThrownBy(() -> ProbeClient.builder().protocolsFrom(loader).build())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("two protocols are named 'mysql'");
    }
  }
}
