package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.protocols.sunrpc.RpcAddress;
import io.portprobe.text.SafeText;

/** The implementation of {@link RpcAddress}. */
public record DefaultRpcAddress(
    long program, String name, long version, String netId, String address, String owner)
    implements RpcAddress {
  /** Escapes the texts. */
  public DefaultRpcAddress {
    name = SafeText.line(name);
    netId = SafeText.line(netId);
    address = SafeText.line(address);
    owner = SafeText.line(owner);
  }

  DefaultRpcAddress(long program, long version, String netId, String address, String owner) {
    this(program, ProgramNames.of(program), version, netId, address, owner);
  }

  @Override
  public String toString() {
    return program
        + (name.isEmpty() ? "" : " " + name)
        + (" version " + version + " " + netId + " " + address + " owner " + owner);
  }
}
