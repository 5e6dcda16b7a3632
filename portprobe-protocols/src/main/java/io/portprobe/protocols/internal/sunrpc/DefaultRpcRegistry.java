package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.protocols.sunrpc.RpcAddress;
import io.portprobe.protocols.sunrpc.RpcMapping;
import io.portprobe.protocols.sunrpc.RpcRegistry;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The implementation of {@link RpcRegistry}. */
public record DefaultRpcRegistry(
    List<RpcMapping> mappings,
    List<RpcAddress> addresses,
    Optional<String> mappingsError,
    Optional<String> addressesError,
    boolean complete)
    implements RpcRegistry {
  /** Copies the lists and escapes the texts. */
  public DefaultRpcRegistry {
    mappings = List.copyOf(mappings);
    addresses = List.copyOf(addresses);
    mappingsError = mappingsError.map(SafeText::line);
    addressesError = addressesError.map(SafeText::line);
  }

  static DefaultRpcRegistry of(
      RegistryList<DefaultRpcMapping> first, Optional<RegistryList<DefaultRpcAddress>> second) {
    return new DefaultRpcRegistry(
        List.copyOf(first.entries()),
        second.map(list -> List.<RpcAddress>copyOf(list.entries())).orElse(List.of()),
        first.error(),
        second.flatMap(RegistryList::error),
        first.complete() && second.map(RegistryList::complete).orElse(false));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    mappings.forEach(mapping -> lines.add(mapping.toString()));
    mappingsError.ifPresent(error -> lines.add("port mapper, version 2: " + error));
    addresses.forEach(address -> lines.add(address.toString()));
    addressesError.ifPresent(error -> lines.add("rpcbind, version 4: " + error));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("rpcbind");
  }

  @Override
  public String toString() {
    return "rpcbind: "
        + mappings.size()
        + " mappings, "
        + addresses.size()
        + " addresses"
        + (complete ? "" : ", incomplete");
  }
}
