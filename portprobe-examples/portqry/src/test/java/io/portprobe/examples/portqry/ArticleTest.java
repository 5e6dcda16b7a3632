package io.portprobe.examples.portqry;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.Endpoint;
import io.portprobe.NameResolver;
import io.portprobe.ProbeClient;
import io.portprobe.Transport;
import io.portprobe.examples.portprobe.CommandRun;
import io.portprobe.examples.portqry.console.ExitCode;
import io.portprobe.examples.portqry.telnet.TelnetCommand;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.protocols.testing.dns.DnsPeer;
import io.portprobe.protocols.testing.ldap.DirectoryPeer;
import io.portprobe.protocols.testing.msrpc.EndpointMapperPeer;
import io.portprobe.protocols.testing.netbios.NetBiosNameServicePeer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the samples of docs/article.md and docs/portqry.md against servers on loopback. */
@Timeout(120)
class ArticleTest {
  private static final Path PAGE = Path.of("docs", "article.md");
  private static final Path OPTIONS_PAGE = Path.of("docs", "portqry.md");
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final Pattern EXIT_CODE = Pattern.compile("exit code ([0-9]+)");
  private static final String SQL_INSTANCE =
      "ServerName;DB1;InstanceName;MSSQLSERVER;IsClustered;No;Version;8.00.194;tcp;1433;;";

  private static final Deque<AutoCloseable> PEERS = new ArrayDeque<>();
  private static final Map<String, Integer> PORTS = new HashMap<>();
  private static int closedTcp;
  private static int closedUdp;

  /** A row of the page. */
  record Sample(String command, List<String> lines, int exitCode) {
    @Override
    public String toString() {
      return command;
    }
  }

  @BeforeAll
  static void startServers() {
    closedTcp = opened(TcpPeer.refusing()).port();
    closedUdp = opened(UdpPeer.refusing()).port();
    PORTS.put("tcp 80", opened(TcpPeer.silent()).port());
    PORTS.put("tcp 135", opened(EndpointMapperPeer.withSampleMap()).port());
    PORTS.put("udp 53", opened(DnsPeer.withSampleZone()).port());
    PORTS.put("udp 137", opened(NetBiosNameServicePeer.withSampleNames()).port());
    PORTS.put(
        "udp 161",
        opened(
                UdpPeer.responding(
                    request -> List.of(SnmpAgentBytes.responseTo(ByteBuffer.wrap(request)))))
            .port());
    PORTS.put("udp 1434", opened(UdpPeer.responding(request -> List.of(sqlResponse()))).port());
    PORTS.put("tcp 21", opened(fileServer()).port());
    PORTS.put("tcp 25", opened(mailServer()).port());
    int directory =
        opened(
                DirectoryPeer.builder()
                    .rootDse("currentTime", "20030710041431.0Z")
                    .rootDse("defaultNamingContext", "DC=example,DC=test")
                    .start())
            .port();
    PORTS.put("tcp 389", directory);
    PORTS.put("udp 389", directory);
  }

  private static <T extends AutoCloseable> T opened(T peer) {
    PEERS.push(peer);
    return peer;
  }

  @AfterAll
  static void stopServers() throws Exception {
    for (AutoCloseable peer : PEERS) {
      peer.close();
    }
  }

  private static byte[] sqlResponse() {
    byte[] text = SQL_INSTANCE.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(3 + text.length)
        .put((byte) 5)
        .put((byte) text.length)
        .put((byte) 0)
        .put(text)
        .array();
  }

  private static TcpPeer fileServer() {
    return greeting(
        "220 MyFtp Microsoft FTP Service",
        Map.of(
            "USER",
            "331 Anonymous access allowed, send identity (e-mail name) as password.",
            "PASS",
            "230 Anonymous user logged in."));
  }

  private static TcpPeer mailServer() {
    return greeting(
        "220 MyMailServer Microsoft ESMTP MAIL Service, Version: 6.0.3790.0 ready", Map.of());
  }

  private static TcpPeer greeting(String greeting, Map<String, String> replies) {
    return TcpPeer.serving(
        (received, out) -> {
          out.write((greeting + "\r\n").getBytes(StandardCharsets.US_ASCII));
          BufferedReader in =
              new BufferedReader(new InputStreamReader(received, StandardCharsets.US_ASCII));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String reply = replies.getOrDefault(line.substring(0, 4), "500 unknown");
            out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
          }
        });
  }

  /** Reads the rows of the pages that can be run. */
  static Stream<Sample> samples() throws IOException {
    String article = Files.readString(PAGE);
    List<Sample> samples = new ArrayList<>();
    samples.addAll(samples(article.substring(0, article.indexOf("## Other samples"))));
    assertThat(samples).hasSizeGreaterThan(15);
    List<Sample> options = samples(Files.readString(OPTIONS_PAGE));
    assertThat(options).hasSizeGreaterThan(30);
    samples.addAll(options);
    return samples.stream();
  }

  private static List<Sample> samples(String text) {
    return text.lines().filter(line -> line.startsWith("| `")).map(ArticleTest::sample).toList();
  }

  private static Sample sample(String row) {
    String[] cells = row.split("\\|", -1);
    String ours = cells[3];
    int exitCode =
        EXIT_CODE
            .matcher(ours)
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .findFirst()
            .orElse(ours.contains("NOT LISTENING") || ours.contains("Connect failed") ? 1 : 0);
    return new Sample(codes(cells[1]).get(0), codes(ours), exitCode);
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  @DisplayName("The page shows what the command prints")
  void printed(Sample sample) throws UnknownHostException {
    String[] words = sample.command().split(" ", -1);
    String[] arguments = Arrays.copyOfRange(words, 1, words.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int exitCode =
        switch (words[0]) {
          case "telnet" -> telnet(out, words[1], words[2]);
          case "portprobe" -> portprobe(out, arguments);
          default -> portqry(out, arguments);
        };

    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(printed).isEqualTo(sample.exitCode());
    assertThat(printed.lines().map(line -> shortened(line, sample)).toList())
        .containsSubsequence(sample.lines());
    assertThat(printed.isEmpty()).isEqualTo(sample.lines().isEmpty());
  }

  /** Returns a line as the page shows it, which ends it with dots where the rest may vary. */
  private static String shortened(String line, Sample sample) {
    return sample.lines().stream()
        .filter(shown -> shown.endsWith("..."))
        .filter(shown -> line.startsWith(shown.substring(0, shown.length() - 3)))
        .findFirst()
        .orElse(line);
  }

  private static int portprobe(ByteArrayOutputStream out, String... arguments)
      throws UnknownHostException {
    CommandRun run = new CommandRun().name("server", "127.0.0.1");
    int exitCode = run.run(arguments);
    assertThat(run.err()).isEmpty();
    out.writeBytes(run.out().getBytes(StandardCharsets.UTF_8));
    return exitCode;
  }

  private static int portqry(ByteArrayOutputStream out, String... arguments) {
    Harness harness =
        new Harness()
            .probing(ArticleTest::redirected)
            .resolving(ArticleTest::resolve)
            .naming(address -> Optional.of("MYSERVER"));
    int exitCode = harness.run(arguments);
    if (exitCode != ExitCode.USAGE) {
      assertThat(harness.err()).isEmpty();
    }
    out.writeBytes((harness.out() + harness.err()).getBytes(StandardCharsets.UTF_8));
    return exitCode;
  }

  private static CompletableFuture<List<InetAddress>> resolve(String host) {
    return host.startsWith("nowhere")
        ? CompletableFuture.failedFuture(new UnknownHostException(host))
        : Harness.addresses("127.0.0.1");
  }

  private static int telnet(ByteArrayOutputStream out, String host, String documented) {
    int port = portOf(Endpoint.tcp(host, Integer.parseInt(documented)));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    NameResolver resolver = ArticleTest::resolve;
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    int exitCode =
        new TelnetCommand(
                InputStream.nullInputStream(),
                stream,
                stream,
                resolver,
                () -> ProbeClient.builder().withoutDiscovery().resolver(resolver).build(),
                new TelnetCommand.Times(Duration.ofSeconds(20), Duration.ofMillis(1)))
            .run(host, "" + port);
    String text = printed.toString(StandardCharsets.UTF_8);
    out.writeBytes(
        text.replace("port " + port, "port " + documented).getBytes(StandardCharsets.UTF_8));
    return exitCode;
  }

  /** Returns a client that sends to the servers of this test instead of the documented ports. */
  private static ProbeClient redirected(ProbeClient client) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Object[] sent = arguments;
          if (method.getName().equals("probe") && arguments[0] instanceof Endpoint endpoint) {
            sent = new Object[] {new Endpoint(endpoint.transport(), "127.0.0.1", portOf(endpoint))};
          }
          try {
            return method.invoke(client, sent);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (ProbeClient)
        Proxy.newProxyInstance(
            ProbeClient.class.getClassLoader(), new Class<?>[] {ProbeClient.class}, handler);
  }

  private static int portOf(Endpoint endpoint) {
    boolean tcp = endpoint.transport() == Transport.TCP;
    return PORTS.getOrDefault(
        (tcp ? "tcp " : "udp ") + endpoint.port(), tcp ? closedTcp : closedUdp);
  }
}
