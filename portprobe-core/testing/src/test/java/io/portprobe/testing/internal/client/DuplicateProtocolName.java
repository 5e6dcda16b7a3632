package io.portprobe.testing.internal.client;

import io.portprobe.Endpoint;
import io.portprobe.spi.ProtocolScript;
import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptedProtocol;
import io.portprobe.testing.PortAssertions;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Uses the client that all assertions share where two plug-ins have one name. Prints what each use
 * throws. Takes the folder with the file that names the providers.
 */
public final class DuplicateProtocolName {
  private DuplicateProtocolName() {}

  public static void main(String[] arguments) throws MalformedURLException {
    Thread.currentThread()
        .setContextClassLoader(
            new URLClassLoader(
                new URL[] {Path.of(arguments[0]).toUri().toURL()},
                DuplicateProtocolName.class.getClassLoader()));
    Endpoint endpoint = Endpoint.tcp("127.0.0.1", 1);
    for (Supplier<?> use :
        List.<Supplier<?>>of(
            () -> PortAssertions.assertThatPort(endpoint),
            () -> PortAssertions.awaitPort(endpoint),
            () -> PortAssertions.awaitAllOf(endpoint))) {
      try {
        System.out.println(use.get());
      } catch (RuntimeException | Error e) {
        System.out.println(e);
      }
    }
  }

  private static ProtocolScript twin(int port) {
    return Protocols.script("twin").tcp(port).send("twin\n").expect("twin");
  }

  /** For the service loader. */
  public static final class One extends ScriptedProtocol {
    /** For the service loader. */
    public One() {
      super(twin(7));
    }
  }

  /** For the service loader. */
  public static final class Other extends ScriptedProtocol {
    /** For the service loader. */
    public Other() {
      super(twin(8));
    }
  }
}
