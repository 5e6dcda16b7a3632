package io.portprobe.protocols.internal.msrpc;

import io.portprobe.protocols.msrpc.RpcService;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Objects;

/** The implementation of {@link RpcService}. */
public record DefaultRpcService(String interfaceName, String rejection) implements RpcService {
  /** Checks that nothing is null. */
  public DefaultRpcService {
    Objects.requireNonNull(interfaceName, "interfaceName");
    Objects.requireNonNull(rejection, "rejection");
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("msrpc");
  }

  @Override
  public List<String> lines() {
    return List.of(toString());
  }

  @Override
  public String toString() {
    return SafeText.line("MS-RPC, the " + interfaceName + " is not here: " + rejection);
  }
}
