package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the predictions of {@link Protocol#foreignReaction} with recorded reactions. */
class ForeignReactionTest {
  private static final Map<Character, ForeignReaction> REACTIONS =
      Map.of(
          'C', ForeignReaction.CLOSES,
          'W', ForeignReaction.WAITS,
          'R', ForeignReaction.RESPONDS);

  private record Request(String protocol, ByteBuffer bytes) {}

  private record Server(String protocol, String product, String reactions) {
    @Override
    public String toString() {
      return protocol + " of " + product;
    }
  }

  private static final List<Request> REQUESTS = new ArrayList<>();
  private static final List<Server> SERVERS = new ArrayList<>();

  private static final Map<String, Protocol> PROTOCOLS =
      ServiceLoader.load(Protocol.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(protocol -> protocol.getClass().getName().startsWith("io.portprobe.protocols."))
          .collect(Collectors.toMap(Protocol::name, Function.identity()));

  static {
    try (InputStream in =
        Objects.requireNonNull(
            ForeignReactionTest.class.getResourceAsStream("foreign-reactions.tsv"))) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        String[] cells = line.split("\t");
        if (cells[0].equals("request")) {
          REQUESTS.add(new Request(cells[1], ByteBuffer.wrap(HexFormat.of().parseHex(cells[2]))));
        } else if (cells[0].equals("server")) {
          SERVERS.add(new Server(cells[1], cells[2], cells[3]));
        }
      }
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  static Stream<Server> servers() {
    return SERVERS.stream();
  }

  private static ForeignReaction predicted(String protocol, Request request) {
    return PROTOCOLS.get(protocol).foreignReaction(request.bytes().asReadOnlyBuffer());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void prediction_isTheReactionOfARealServer_orNone(Server server) {
    assertThat(server.reactions()).hasSameSizeAs(REQUESTS);
    List<String> wrong =
        IntStream.range(0, REQUESTS.size())
            .filter(i -> !REQUESTS.get(i).protocol().equals(server.protocol()))
            .filter(i -> server.reactions().charAt(i) != '?')
            .filter(
                i -> {
                  ForeignReaction predicted = predicted(server.protocol(), REQUESTS.get(i));
                  return predicted != ForeignReaction.VARIES
                      && predicted != REACTIONS.get(server.reactions().charAt(i));
                })
            .mapToObj(i -> "request of " + REQUESTS.get(i).protocol())
            .toList();

    assertThat(wrong).isEmpty();
  }

  /** These protocols have a length first, and all their servers close after most requests. */
  @Test
  void requestsWithASmallLength_distinguishProtocolsWithALengthFirst() {
    Request small = request("postgresql");
    Request large = request("http");

    assertThat(Stream.of("kerberos", "kpasswd", "rpcbind", "kafka", "zookeeper"))
        .allSatisfy(
            name -> {
              assertThat(predicted(name, small)).isEqualTo(ForeignReaction.WAITS);
              assertThat(predicted(name, large)).isEqualTo(ForeignReaction.CLOSES);
            });
    assertThat(Stream.of("ldap", "snmp", "mqtt", "mongodb"))
        .allSatisfy(
            name -> {
              assertThat(predicted(name, small)).isEqualTo(ForeignReaction.CLOSES);
              assertThat(predicted(name, large))
                  .isIn(ForeignReaction.CLOSES, ForeignReaction.VARIES);
            });
  }

  private static Request request(String protocol) {
    return REQUESTS.stream()
        .filter(each -> each.protocol().equals(protocol))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anyBytes_haveAReaction_andThePositionIsKept() {
    for (Protocol protocol : PROTOCOLS.values()) {
      for (Request request : REQUESTS) {
        for (int length = 1; length <= request.bytes().remaining(); length++) {
          ByteBuffer padded = ByteBuffer.allocate(length + 3);
          padded.position(3).put(request.bytes().slice(0, length)).position(3);
          ForeignReaction reaction = protocol.foreignReaction(padded.asReadOnlyBuffer());

          assertThat(reaction)
              .as("%s, %d bytes of %s", protocol.name(), length, request.protocol())
              .isNotNull()
              .isEqualTo(
                  protocol.foreignReaction(request.bytes().slice(0, length).asReadOnlyBuffer()));
        }
      }
    }
  }
}
