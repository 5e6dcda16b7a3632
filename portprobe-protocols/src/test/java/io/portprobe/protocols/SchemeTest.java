package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.ProbeClient;
import io.portprobe.spi.Binding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The names of the protocols as schemes of an endpoint, which has no client to look them up. */
class SchemeTest {
  @Test
  void endpoint_ofEachProtocol_isThatOfItsProbe() {
    Map<String, String> ofClient = new TreeMap<>();
    Map<String, String> ofEndpoint = new TreeMap<>();
    try (ProbeClient client = ProbeClient.create()) {
      for (String protocol : client.protocols()) {
        boolean tls = client.bindings(protocol).stream().anyMatch(Binding::tls);
        for (String scheme : tls ? List.of(protocol, protocol + "s") : List.of(protocol)) {
          ofClient.put(scheme, client.probe(scheme + "://host").endpoint().toString());
          ofEndpoint.put(scheme, endpoint(scheme));
        }
      }
    }

    assertThat(ofEndpoint).isEqualTo(ofClient).hasSizeGreaterThan(60);
  }

  private static String endpoint(String scheme) {
    try {
      return Endpoint.parse(scheme + "://host").toString();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
