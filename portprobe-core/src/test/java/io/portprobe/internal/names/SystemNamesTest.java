package io.portprobe.internal.names;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.portprobe.AddressSelection;
import io.portprobe.IoMode;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.names.ScriptedNameServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(OS.LINUX) // 127.0.0.2 is a loopback address there
@Execution(ExecutionMode.CONCURRENT)
class SystemNamesTest {
  /** Far more than a resolution takes on a machine that is busy. */
  private static final int PATIENCE = 60;

  @TempDir Path etc;

  private final List<AutoCloseable> resources = new ArrayList<>();
  private final Map<String, Reply> zone = new ConcurrentHashMap<>();
  private ClientEventLoops loops;
  private int port;

  @BeforeEach
  void open() {
    loops = ClientEventLoops.open(IoMode.AUTO, 1);
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : resources) {
      each.close();
    }
    loops.close().get(PATIENCE, SECONDS);
  }

  private ScriptedNameServer server(String address, Function<String, @Nullable Reply> script)
      throws IOException {
    ScriptedNameServer server = new ScriptedNameServer(address, port, script);
    port = server.port();
    resources.add(server);
    return server;
  }

  private ScriptedNameServer zoneServer(String address) throws IOException {
    return server(address, name -> zone.getOrDefault(name, ScriptedNameServer.NXDOMAIN));
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(etc.resolve(name), text);
  }

  private SystemNames names(String resolvConf) throws IOException {
    file("resolv.conf", resolvConf);
    SystemNames names = new SystemNames(loops, etc, port);
    resources.add(names);
    return names;
  }

  private static Resolution resolve(SystemNames names, String host) throws Exception {
    return resolve(names, host, AddressSelection.ALL);
  }

  private static Resolution resolve(SystemNames names, String host, AddressSelection needed)
      throws Exception {
    return names.resolve(host, needed).result().get(PATIENCE, SECONDS);
  }

  private static List<String> texts(Resolution resolution) {
    return resolution.addresses().stream().map(InetAddress::getHostAddress).toList();
  }

  private static NameResolutionException failure(SystemNames names, String host) {
    Throwable thrown = catchThrowable(() -> resolve(names, host));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    return (NameResolutionException) thrown.getCause();
  }

  @ParameterizedTest
  @EnumSource(
      value = IoMode.class,
      names = {"NIO", "EPOLL"})
  void name_isResolvedToAllAddresses_ipv4First(IoMode mode) throws Exception {
    loops.close().get(PATIENCE, SECONDS);
    loops = ClientEventLoops.open(mode, 1);
    zoneServer("127.0.0.1");
    zone.put("db.test", Reply.of("2001:db8::1", "192.0.2.1", "192.0.2.2"));
    Resolution resolution = resolve(names("nameserver 127.0.0.1"), "db.test");
    assertThat(texts(resolution)).containsExactly("192.0.2.1", "192.0.2.2", "2001:db8:0:0:0:0:0:1");
    assertThat(resolution.notes()).isEmpty();
    assertThat(resolution.addresses().get(0).getHostName()).isEqualTo("db.test");
  }

  @Test
  void nameThatAppears_isResolvedByTheNextCall_andEachCallIsAQuery() throws Exception {
    ScriptedNameServer server = zoneServer("127.0.0.1");
    SystemNames names = names("nameserver 127.0.0.1");
    assertThat(failure(names, "late.test").problem()).isEqualTo(Problem.NO_SUCH_NAME);
    zone.put("late.test", Reply.of("192.0.2.1"));
    assertThat(texts(resolve(names, "late.test"))).containsExactly("192.0.2.1");
    zone.put("late.test", Reply.of("192.0.2.9"));
    assertThat(texts(resolve(names, "late.test"))).containsExactly("192.0.2.9");
    assertThat(server.queries.stream().filter("late.test A"::equals)).hasSize(3);
  }

  @Test
  void hostsFile_comesFirst_andIsReadAgain() throws Exception {
    ScriptedNameServer server = zoneServer("127.0.0.1");
    zone.put("both.test", Reply.of("192.0.2.1"));
    file("hosts", "192.0.2.7 Both.test alias.test # comment\n2001:db8::7 both.test\n");
    SystemNames names = names("nameserver 127.0.0.1");
    assertThat(texts(resolve(names, "BOTH.test.")))
        .containsExactly("192.0.2.7", "2001:db8:0:0:0:0:0:7");
    assertThat(server.queries).isEmpty();

    file(
        "hosts", "192.0.2.8 other.test\n# longer than before, so that the size differs ..........");
    Thread.sleep(SystemConfigFiles.FRESH_MILLIS + 20);
    assertThat(texts(resolve(names, "other.test"))).containsExactly("192.0.2.8");
    assertThat(texts(resolve(names, "both.test"))).containsExactly("192.0.2.1");
  }

  @Test
  void resolvConf_isReadAgain() throws Exception {
    zoneServer("127.0.0.1");
    zone.put("db.test", Reply.of("192.0.2.1"));
    SystemNames names = names("nameserver 127.0.0.3");
    assertThat(failure(names, "db.test").problem()).isEqualTo(Problem.RESOLVER_UNREACHABLE);
    file("resolv.conf", "# new\nnameserver 127.0.0.1");
    Thread.sleep(SystemConfigFiles.FRESH_MILLIS + 20);
    assertThat(texts(resolve(names, "db.test"))).containsExactly("192.0.2.1");
  }

  @Test
  void nsswitch_dnsBeforeFiles_isKept() throws Exception {
    zoneServer("127.0.0.1");
    zone.put("both.test", Reply.of("192.0.2.1"));
    file("nsswitch.conf", "hosts: dns files\n");
    file("hosts", "192.0.2.7 both.test only.test\n");
    SystemNames names = names("nameserver 127.0.0.1");
    assertThat(texts(resolve(names, "both.test"))).containsExactly("192.0.2.1");
    assertThat(texts(resolve(names, "only.test"))).containsExactly("192.0.2.7");
  }

  @Test
  void rotate_distributesNamesAmongTheServers() throws Exception {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    server("127.0.0.1", name -> countedReply(first));
    server("127.0.0.2", name -> countedReply(second));
    SystemNames names =
        names("nameserver 127.0.0.1\nnameserver 127.0.0.2\noptions rotate no-aaaa\n");
    for (int i = 0; i < 4; i++) {
      assertThat(texts(resolve(names, "db" + i + ".test"))).containsExactly("192.0.2.1");
    }
    assertThat(first).hasValue(2);
    assertThat(second).hasValue(2);
  }

  private static Reply countedReply(AtomicInteger count) {
    count.incrementAndGet();
    return Reply.of("192.0.2.1");
  }

  @Test
  void withoutFiles_theJvmResolves_alsoLocalhost() throws Exception {
    SystemNames names = new SystemNames(loops, null, 1); // Windows, macOS: no server is queried
    resources.add(names);
    assertThat(texts(resolve(names, "localhost"))).contains("127.0.0.1");
  }

  @Test
  void localhost_isNeverQueried() throws Exception {
    ScriptedNameServer server = zoneServer("127.0.0.1");
    SystemNames names = names("nameserver 127.0.0.1");
    assertThat(texts(resolve(names, "localhost"))).containsExactly("127.0.0.1", "0:0:0:0:0:0:0:1");
    assertThat(texts(resolve(names, "a.localhost."))).contains("127.0.0.1");
    assertThat(server.queries).isEmpty();
  }

  @Test
  void searchList_completesTheName_andTheResolutionSaysSo() throws Exception {
    zoneServer("127.0.0.1");
    zone.put("db.b.test", Reply.of("192.0.2.1"));
    SystemNames names = names("nameserver 127.0.0.1\nsearch a.test b.test");
    Resolution resolution = resolve(names, "db");
    assertThat(texts(resolution)).containsExactly("192.0.2.1");
    assertThat(resolution.notes())
        .containsExactly("the search list completed the name to db.b.test");
    assertThat(failure(names, "web"))
        .hasMessage(
            "the host name does not exist (NXDOMAIN for each of: web.a.test, web.b.test, web)");
    assertThat(failure(names, "db.")).hasMessage("the host name does not exist (NXDOMAIN)");
  }

  @Test
  void aliases_areFollowed_andForeignRecordsIgnored() throws Exception {
    zoneServer("127.0.0.1");
    zone.put("www.test", Reply.of("192.0.2.1").alias("cdn.test"));
    assertThat(texts(resolve(names("nameserver 127.0.0.1"), "www.test")))
        .containsExactly("192.0.2.1");
  }

  @Test
  void truncatedResponse_isQueriedOverTcp() throws Exception {
    ScriptedNameServer server = zoneServer("127.0.0.1");
    zone.put("many.test", Reply.of("192.0.2.1", "192.0.2.2").truncatedOverUdp());
    Resolution found = resolve(names("nameserver 127.0.0.1"), "many.test", AddressSelection.IPV4);
    assertThat(texts(found)).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(server.queries).containsExactly("many.test A", "many.test A tcp");
  }

  @Test
  void truncatedResponse_ofAServerThatRefusesTcp_failsWithTheError() throws Exception {
    zoneServer("127.0.0.1").refuseTcp();
    zone.put("many.test", Reply.of("192.0.2.1").truncatedOverUdp());

    assertThat(failure(names("nameserver 127.0.0.1"), "many.test"))
        .hasMessageContaining(
            "a truncated response and none over TCP (ECONNREFUSED: Connection refused)");
  }

  @Test
  void problems_areDistinguished() throws Exception {
    server(
        "127.0.0.1",
        name ->
            switch (name) {
              case "failing.test" -> ScriptedNameServer.SERVFAIL;
              case "refused.test" -> Reply.code(5);
              case "empty.test" -> Reply.of();
              case "v6.test" -> Reply.of("2001:db8::1");
              default -> ScriptedNameServer.NXDOMAIN;
            });
    SystemNames names = names("nameserver 127.0.0.1");
    String server = "name server 127.0.0.1:" + port;
    assertThat(failure(names, "none.test").problem()).isEqualTo(Problem.NO_SUCH_NAME);
    assertThat(failure(names, "empty.test").problem()).isEqualTo(Problem.NO_ADDRESS);
    assertThat(failure(names, "failing.test"))
        .hasMessage("the name servers failed: " + server + " replied ServFail(2)")
        .returns(Problem.SERVER_FAILURE, NameResolutionException::problem);
    assertThat(failure(names, "refused.test").problem()).isEqualTo(Problem.SERVER_FAILURE);
    assertThat(catchThrowable(() -> resolve(names, "v6.test", AddressSelection.IPV4)).getCause())
        .hasMessage("the host name has no IPv4 address")
        .extracting(e -> ((NameResolutionException) e).problem())
        .isEqualTo(Problem.OTHER_FAMILY);
    assertThat(texts(resolve(names, "v6.test", AddressSelection.FIRST)))
        .containsExactly("2001:db8:0:0:0:0:0:1");
  }

  @Test
  void errorWithoutTheQuestion_isTheErrorOfTheServer() throws Exception {
    server(
        "127.0.0.1",
        name ->
            Reply.code(1)
                .changed(
                    reply -> {
                      byte[] header = Arrays.copyOf(reply, 12);
                      Arrays.fill(header, 4, 12, (byte) 0);
                      return header;
                    }));
    assertThat(failure(names("nameserver 127.0.0.1"), "db.test"))
        .hasMessage(
            "the name servers failed: name server 127.0.0.1:" + port + " replied FormErr(1)")
        .returns(Problem.SERVER_FAILURE, NameResolutionException::problem);
  }

  static Stream<Arguments> repliesThatDoNotCount() {
    UnaryOperator<byte[]> otherIdentifier = reply -> flip(reply, 0, 1);
    UnaryOperator<byte[]> otherQuestion = reply -> flip(reply, 13, 1);
    UnaryOperator<byte[]> query = reply -> flip(reply, 2, 0x80);
    UnaryOperator<byte[]> text = reply -> "busy".getBytes(StandardCharsets.US_ASCII);
    return Stream.of(
        Arguments.of("a response with another identifier", otherIdentifier),
        Arguments.of("a response to another question", otherQuestion),
        Arguments.of("a datagram that is no DNS response", query),
        Arguments.of("a datagram that is no DNS response", text));
  }

  /** Inverts bits of a byte. */
  private static byte[] flip(byte[] reply, int index, int bits) {
    byte[] changed = reply.clone();
    changed[index] ^= (byte) bits;
    return changed;
  }

  @ParameterizedTest
  @MethodSource("repliesThatDoNotCount")
  void replyThatDoesNotCount_isNoSilence(String why, UnaryOperator<byte[]> change)
      throws Exception {
    server("127.0.0.1", name -> Reply.of("192.0.2.1").changed(change));
    NameLookup lookup = names("nameserver 127.0.0.1").resolve("db.test", AddressSelection.IPV4);
    String expected =
        "name server 127.0.0.1:%d sent no valid reply (did not count: 1, the last: %s)"
            .formatted(port, why);
    long limit = System.nanoTime() + SECONDS.toNanos(PATIENCE);
    while (!message(lookup).equals(expected) && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
    assertThat(message(lookup)).isEqualTo(expected);
    lookup.cancel();
  }

  private static String message(NameLookup lookup) {
    return lookup.unfinished().map(Throwable::getMessage).orElse("");
  }

  @Test
  void unreachableServer_failsAtOnce_andNamesIt() throws Exception {
    server("127.0.0.1", name -> null).close();
    SystemNames names = names("nameserver 127.0.0.1\noptions timeout:30 attempts:5");
    assertThat(failure(names, "db.test")) // a timeout is later than the patience of the test
        .hasMessage(
            "no name server is reachable: name server 127.0.0.1:%d is unreachable (ECONNREFUSED:"
                    .formatted(port)
                + " Connection refused)")
        .returns(Problem.RESOLVER_UNREACHABLE, NameResolutionException::problem);
  }

  @Test
  @Tag("slow")
  void silentServer_timesOutAfterTimeoutAndAttempts() throws Exception {
    ScriptedNameServer server = server("127.0.0.1", name -> null);
    SystemNames names = names("nameserver 127.0.0.1\noptions timeout:1 attempts:2");
    assertThat(failure(names, "db.test"))
        .hasMessage(
            "name resolution timed out: name server 127.0.0.1:%d did not reply".formatted(port))
        .returns(Problem.RESOLVER_TIMED_OUT, NameResolutionException::problem);
    assertThat(server.queries.stream().filter("db.test A"::equals)).hasSize(2);
  }

  @Test
  void silentFirstServer_delaysOneNameByHalfASecond_andTheResolutionSaysSo() throws Exception {
    ScriptedNameServer first = server("127.0.0.1", name -> null);
    zoneServer("127.0.0.2");
    zone.put("db.test", Reply.of("192.0.2.1"));
    SystemNames names = names("nameserver 127.0.0.1\nnameserver 127.0.0.2");
    String note = "name server 127.0.0.1:" + port + " did not reply";
    assertThat(resolve(names, "db.test").notes()).containsExactly(note);
    int before = first.queries.size();
    assertThat(resolve(names, "db.test").notes()).containsExactly(note);
    assertThat(first.queries).hasSize(before); // it is queried last for a while
  }

  @Test
  void failingFirstServer_isReplacedAtOnce_andTheResolutionSaysSo() throws Exception {
    server("127.0.0.1", name -> ScriptedNameServer.SERVFAIL);
    zoneServer("127.0.0.2");
    zone.put("db.test", Reply.of("192.0.2.1"));
    SystemNames names = names("nameserver 127.0.0.1\nnameserver 127.0.0.2");
    assertThat(resolve(names, "db.test").notes())
        .containsExactly("name server 127.0.0.1:" + port + " replied ServFail(2)");
  }

  @Test
  void unfinished_namesTheSilentServer() throws Exception {
    ScriptedNameServer server = server("127.0.0.1", name -> null);
    NameLookup lookup = names("nameserver 127.0.0.1").resolve("db.test", AddressSelection.ALL);
    while (server.queries.isEmpty()) {
      Thread.onSpinWait();
    }
    assertThat(lookup.unfinished())
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .hasMessage("name server 127.0.0.1:" + port + " did not reply")
                    .returns(Problem.RESOLVER_TIMED_OUT, NameResolutionException::problem));
    lookup.cancel();
  }

  @Test
  void hangingNames_doNotDelayOthers_alsoBeyondTheLimitOfQueries() throws Exception {
    zone.put("good.test", Reply.of("192.0.2.1"));
    Semaphore received = new Semaphore(0);
    server(
        "127.0.0.1",
        name -> {
          if (name.startsWith("hang")) {
            received.release();
            return null;
          }
          return zone.get(name);
        });
    SystemNames names = names("nameserver 127.0.0.1\noptions timeout:30 attempts:5");
    List<NameLookup> hanging = new ArrayList<>();
    for (int i = 0; i < DnsServer.MAX_IN_FLIGHT; i++) {
      hanging.add(names.resolve("hang" + i + ".test", AddressSelection.IPV4));
    }
    assertThat(received.tryAcquire(DnsServer.MAX_IN_FLIGHT / 2, PATIENCE, SECONDS)).isTrue();
    loops.next().submit(() -> {}).get(PATIENCE, SECONDS); // all queries are sent
    NameLookup good = names.resolve("good.test", AddressSelection.IPV4);
    SystemNames others = names("nameserver 127.0.0.1");
    assertThat(texts(resolve(others, "good.test"))).containsExactly("192.0.2.1");
    assertThat(good.result()).isNotDone();
    hanging.forEach(NameLookup::cancel);
    assertThat(texts(good.result().get(PATIENCE, SECONDS))).containsExactly("192.0.2.1");
  }
}
