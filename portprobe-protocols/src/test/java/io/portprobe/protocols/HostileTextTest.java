package io.portprobe.protocols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeReport;
import io.portprobe.Transport;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.protocols.msrpc.Inquiry;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.testing.PortAssertions;
import io.portprobe.text.SafeText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that text of a peer reaches no text of a result unescaped. */
@Tag("slow")
class HostileTextTest {
  private static final String HOSTILE =
      "\u001b[31m\r\tERROR\u0000\u202e\u2028\u2029\u009b\u200b\ufeff"
          .concat("\nforged</testcase> ]]> \ufffe\ud800\udb40\udc41x");

  private static final ProbeClient CLIENT = ProbeClient.create();
  private static final List<Class<?>> RECORDS =
      MainClasses.all().stream().filter(Class::isRecord).toList();

  /** Created when the first record needs it. */
  private static final class Holder {
    private static final ProbeReport REPORT = report();

    private static ProbeReport report() {
      try (TcpPeer peer = TcpPeer.silent()) {
        return CLIENT.tcp(peer.host(), peer.port()).stateOnly().report().join();
      }
    }
  }

  private static final Map<Class<?>, Object> SIMPLE =
      Map.ofEntries(
          Map.entry(int.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(boolean.class, true),
          Map.entry(Integer.class, 1),
          Map.entry(Long.class, 1L),
          Map.entry(Boolean.class, true),
          Map.entry(UUID.class, new UUID(1, 2)),
          Map.entry(Instant.class, Instant.EPOCH),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(OptionalInt.class, OptionalInt.of(1)),
          Map.entry(OptionalLong.class, OptionalLong.of(1)),
          Map.entry(Endpoint.class, Endpoint.tcp("127.0.0.1", 1)),
          Map.entry(InetAddress.class, InetAddress.getLoopbackAddress()));

  private static final Map<Class<?>, Function<Object, Object>> CONTAINERS =
      Map.of(
          Optional.class, Optional::of,
          List.class, List::of,
          Set.class, Set::of);

  @AfterAll
  static void closeClient() {
    CLIENT.close();
  }

  /** Returns the records that a caller can receive. */
  static Stream<Class<?>> results() {
    return RECORDS.stream()
        .filter(type -> !Inquiry.class.isAssignableFrom(type)) // the caller's own text
        .filter(
            type ->
                isPublic(type)
                    || Arrays.stream(type.getInterfaces()).anyMatch(HostileTextTest::isPublic));
  }

  private static boolean isPublic(Class<?> type) {
    return type.getName().startsWith("io.portprobe.") && !type.getName().contains(".internal.");
  }

  @Test
  void results_includeTheFindingsOfEveryProtocol() {
    assertThat(results().filter(Finding.class::isAssignableFrom)).hasSizeGreaterThanOrEqualTo(8);
  }

  @ParameterizedTest
  @MethodSource("results")
  void result_withHostileText_printsSafely(Class<?> type) {
    Object result = create(type);

    assertSafe(type + ".toString()", result.toString());
    if (result instanceof Finding finding) {
      finding.lines().forEach(line -> assertSafe(type + ".lines()", line));
    }
  }

  private static void assertSafe(String what, String text) {
    assertThat(text.codePoints().filter(c -> !SafeText.isSafe(c)).boxed().map(Integer::toHexString))
        .as("%s: %s", what, SafeText.line(text))
        .isEmpty();
  }

  /** Creates a record with hostile text, or with digits where the type rejects it. */
  private static Object create(Class<?> record) {
    try {
      return create(record, HOSTILE);
    } catch (IllegalArgumentException e) {
      return create(record, "00");
    }
  }

  private static Object create(Class<?> record, String text) {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values =
        Arrays.stream(components).map(each -> value(each.getGenericType(), text)).toArray();
    try {
      var constructor = record.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(record + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(record + ": " + e, e);
    }
  }

  private static Object value(Type type, String text) {
    if (type instanceof ParameterizedType generic) {
      if (generic.getRawType() == Map.class) {
        Type[] types = generic.getActualTypeArguments();
        return Map.of(value(types[0], text), value(types[1], text));
      }
      Function<Object, Object> container = CONTAINERS.get((Class<?>) generic.getRawType());
      assertThat(container).as("a container %s", type).isNotNull();
      return container.apply(value(generic.getActualTypeArguments()[0], text));
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return text;
    }
    if (plain == ProbeReport.class) {
      return Holder.REPORT;
    }
    if (Throwable.class.isAssignableFrom(plain)) {
      return new LocalFaultException(Endpoint.tcp("127.0.0.1", 1), text, null);
    }
    Object simple = SIMPLE.get(plain);
    if (simple != null) {
      return simple;
    }
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    return create(
        RECORDS.stream()
            .filter(plain::isAssignableFrom)
            .findFirst()
            .orElseThrow(() -> new AssertionError("no value of " + type)));
  }

  static Stream<String> protocolsOverTcp() {
    return ServiceLoader.load(Protocol.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(protocol -> protocol.getClass().getName().startsWith("io.portprobe.protocols."))
        .filter(
            protocol ->
                protocol.bindings().stream()
                    .anyMatch(binding -> binding.transport() == Transport.TCP))
        .map(Protocol::name);
  }

  /** Checks what a test report contains: message, causes and explanation. */
  @ParameterizedTest
  @MethodSource("protocolsOverTcp")
  void failedAssertion_atHostilePeer_printsSafely(String protocol) {
    byte[] reply = (HOSTILE + "\r\n").getBytes(StandardCharsets.UTF_8);
    try (TcpPeer peer = TcpPeer.serving(Script.reply(reply).thenClose())) {
      Endpoint endpoint = Endpoint.tcp(peer.host(), peer.port());
      ProbeReport report = CLIENT.probe(endpoint).as(protocol).report().join();
      Throwable failure =
          catchThrowable(() -> PortAssertions.assertThatPort(endpoint).speaks(protocol));

      assertThat(failure).isInstanceOf(AssertionError.class);
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace, true));
      Stream.of(trace.toString(), report.explain(), report.toString(), report.attempts().toString())
          .flatMap(text -> text.replace("\t", "").lines())
          .forEach(line -> assertSafe(protocol, line));
    }
  }
}
