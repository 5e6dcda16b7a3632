package io.portprobe.examples.portqry.launcher;

import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptedProtocol;

/** A plug-in that is no part of the commands. */
public final class Greeter extends ScriptedProtocol {
  /** For the service loader. */
  public Greeter() {
    super(Protocols.script("greeter").tcp(7).expect("hello"));
  }
}
