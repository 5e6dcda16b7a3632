package io.portprobe.protocols.testing.msrpc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MapperBuilderTest {
  private static final String INTERFACE = "12345778-1234-abcd-ef00-0123456789ac";

  private static Arguments call(String message, ThrowingCallable call) {
    return Arguments.of(message, call);
  }

  static Stream<Arguments> callsOutOfRange() {
    EndpointMapperPeer.Builder tcp = EndpointMapperPeer.builder();
    UdpEndpointMapperPeer.Builder udp = UdpEndpointMapperPeer.builder(tcp);
    MapperEntry entry = MapperEntry.of(INTERFACE, 1, 0);
    return Stream.of(
        call("octets: 24 (expected: 25-65535)", () -> tcp.fragmentSize(24)),
        call("entries: 501 (expected: 1-500)", () -> tcp.pageSize(501)),
        call("status: 0 (expected: not 0)", () -> tcp.faulting(0, 1)),
        call("lookups: -1 (expected: 0-2147483647)", () -> tcp.faulting(1, -1)),
        call("reason: 65536 (expected: 0-65535)", () -> tcp.refusingBind(65_536)),
        call("result: 0 (expected: 1-65535)", () -> tcp.rejectingInterface(0, 1)),
        call("name: '' (expected: not empty)", () -> tcp.principal("")),
        call("times: -1 (expected: 0-2147483647)", () -> udp.workingFirst(-1)),
        call("status: 0 (expected: not 0)", () -> udp.rejecting(0)),
        call("nth: 1 (expected: 2-2147483647)", () -> udp.losingOneIn(1)),
        call("major: 65536 (expected: 0-65535)", () -> MapperEntry.of(INTERFACE, 65_536, 0)),
        call("minor: -1 (expected: 0-65535)", () -> MapperEntry.of(INTERFACE, 1, -1)),
        call("port: 65536 (expected: 0-65535)", () -> entry.tcp(65_536)),
        call("port: -1 (expected: 0-65535)", () -> entry.udp(-1)),
        call("port: 65536 (expected: 0-65535)", () -> entry.http(65_536)));
  }

  @ParameterizedTest
  @MethodSource("callsOutOfRange")
  void valueOutOfRange_isRejectedByTheCallThatSetsIt(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
