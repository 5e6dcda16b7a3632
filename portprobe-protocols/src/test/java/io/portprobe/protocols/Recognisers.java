package io.portprobe.protocols;

import io.portprobe.spi.Protocol;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** All bundled protocols, as an identification offers them the bytes of a server. */
final class Recognisers {
  private static final List<Protocol> ALL =
      ServiceLoader.load(Protocol.class).stream().map(ServiceLoader.Provider::get).toList();

  private Recognisers() {}

  /** Returns the names of the bundled protocols. */
  static List<String> names() {
    return ALL.stream().map(Protocol::name).toList();
  }

  /** Returns the names of the protocols that recognise bytes. */
  static Set<String> of(byte[] bytes, int from, int to) {
    Set<String> names = new TreeSet<>();
    for (Protocol protocol : ALL) {
      ByteBuffer received = ByteBuffer.wrap(bytes, from, to - from).asReadOnlyBuffer();
      Optional<ServiceFacts> facts = protocol.recognise(received);
      if (facts.isPresent()) {
        if (facts.get().service().isEmpty()) {
          throw new AssertionError(protocol.name() + " recognises a server without a service");
        }
        names.add(protocol.name());
      }
    }
    return names;
  }

  static Set<String> of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }
}
