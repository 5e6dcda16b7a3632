package io.portprobe.examples.custom;

import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptedProtocol;

/** The protocol of memcached: queries the version of the server. */
public final class Memcached extends ScriptedProtocol {
  /** Creates the plug-in, for {@link java.util.ServiceLoader}. */
  public Memcached() {
    super(
        Protocols.script("memcached")
            .tcp(11211)
            .send("version\r\n")
            .expect("VERSION (?<version>\\S+)"));
  }
}
