package io.portprobe.examples.stores;

import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptedProtocol;

/** Asks memcached for its version. */
public final class Memcached extends ScriptedProtocol {
  /** Makes the plug-in; {@link java.util.ServiceLoader} does. */
  public Memcached() {
    super(
        Protocols.script("memcached")
            .tcp(11211)
            .send("version\r\n")
            .expect("VERSION (?<version>\\S+)"));
  }
}
