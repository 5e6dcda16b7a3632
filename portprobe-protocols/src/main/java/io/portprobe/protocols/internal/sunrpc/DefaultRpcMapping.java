package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.protocols.sunrpc.RpcMapping;
import io.portprobe.text.SafeText;

/** The implementation of {@link RpcMapping}. */
public record DefaultRpcMapping(
    long program, String name, long version, String transport, long port) implements RpcMapping {
  /** Escapes the texts. */
  public DefaultRpcMapping {
    name = SafeText.line(name);
    transport = SafeText.line(transport);
  }

  DefaultRpcMapping(long program, long version, String transport, long port) {
    this(program, ProgramNames.of(program), version, transport, port);
  }

  @Override
  public String toString() {
    return program
        + (name.isEmpty() ? "" : " " + name)
        + (" version " + version + " " + transport + "/" + port);
  }
}
