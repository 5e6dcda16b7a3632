package io.portprobe.examples.portqry.netsh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.ProbeClient;
import io.portprobe.faultkit.TcpPeer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class NetshCommandTest {
  private static TcpPeer peer;

  @TempDir private Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> variables = new TreeMap<>();
  private List<Proxy> proxies = List.of(Proxy.NO_PROXY);
  private String registry = "";

  @BeforeAll
  static void start() {
    peer = TcpPeer.silent();
  }

  @AfterAll
  static void stop() {
    peer.close();
  }

  private int run(String... arguments) {
    UserEnvironment environment =
        new UserEnvironment(variables, home, false, key -> registry, uri -> proxies);
    return new NetshCommand(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            environment,
            () -> ProbeClient.builder().withoutDiscovery().build())
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8).strip();
  }

  private void write(String file, String text) throws Exception {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  @Test
  @DisplayName("iphost prints the host, the port, and the port again in brackets")
  void ipHost() {
    assertThat(run("diag", "connect", "iphost", peer.host(), "" + peer.port())).isZero();

    assertThat(out())
        .isEqualTo(
            """

            IPHost (%1$s)
                IPHost = %1$s
                Port = %2$d
                Server appears to be running on port(s) [%2$d]
            """
                .formatted(peer.host(), peer.port()));
  }

  @Test
  @DisplayName("A closed port is [none], with the reason")
  void closed() {
    try (TcpPeer refusing = TcpPeer.refusing()) {
      int exitCode = run("DIAG", "Connect", "IPHost", refusing.host(), "" + refusing.port());

      assertThat(exitCode).isEqualTo(1);
      assertThat(out())
          .contains("\n    Server appears to be running on port(s) [none]\n    Reason: ")
          .contains(": refused after ");
    }
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({
    "https_proxy, http://127.0.0.1:$P",
    "HTTPS_PROXY, http://user:secret@127.0.0.1:$P/",
    "http_proxy, 127.0.0.1:$P",
    "all_proxy, socks5://127.0.0.1:$P",
  })
  @DisplayName("ieproxy connects to the proxy of the environment")
  void proxyVariable(String variable, String value) {
    variables.put(variable, value.replace("$P", "" + peer.port()));

    assertThat(run("diag", "connect", "ieproxy")).isZero();

    assertThat(out())
        .isEqualTo(
            """

            IEProxy (127.0.0.1)
                IEProxyPort = %1$d
                IEProxy = 127.0.0.1
                Server appears to be running on port(s) [%1$d]
            """
                .formatted(peer.port()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "127.0.0.1:$P",
    "http=127.0.0.1:$P",
    "ftp=h:1;https=127.0.0.1:$P",
    "http=h:1;https=127.0.0.1:$P"
  })
  @DisplayName("ieproxy reads the Internet settings of Windows, and does not evaluate a script")
  void registry(String server) {
    registry =
        """

        HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings
            ProxyEnable    REG_DWORD    0x1
            ProxyServer    REG_SZ    %s
            AutoConfigURL    REG_SZ    http://wpad/wpad.dat
        """
            .formatted(server.replace("$P", "" + peer.port()));

    assertThat(run("diag", "connect", "ieproxy")).isZero();

    assertThat(out())
        .startsWith("AutoConfigURL = http://wpad/wpad.dat (not evaluated)\n")
        .contains("[" + peer.port() + "]");
  }

  @Test
  @DisplayName("ieproxy uses the proxy of the JDK if there is no other")
  void jdkProxy() {
    registry = "    ProxyEnable    REG_DWORD    0x0\n    ProxyServer    REG_SZ    other:1\n";
    InetSocketAddress address = InetSocketAddress.createUnresolved(peer.host(), peer.port());
    proxies = List.of(new Proxy(Proxy.Type.HTTP, address));

    assertThat(run("diag", "connect", "ieproxy")).isZero();

    assertThat(out()).contains("IEProxy = " + peer.host(), "[" + peer.port() + "]");
  }

  @Test
  @DisplayName("78: no proxy is configured")
  void noProxy() {
    assertThat(run("diag", "connect", "ieproxy")).isEqualTo(78);

    assertThat(err())
        .isEqualTo(
            "netsh: no proxy is configured (expected: https_proxy, http_proxy or the proxy settings"
                + " of the system)");
  }

  @Test
  @DisplayName("mail and news connect to the servers of the file of netsh")
  void configuredServers() throws Exception {
    int port = peer.port();
    write(
        ".config/portprobe/netsh.properties",
        "mail.in = 127.0.0.1:%1$d\nmail.out=127.0.0.1:%1$d\nnews: 127.0.0.1:%1$d\n"
            .formatted(port));

    assertThat(run("diag", "connect", "mail")).isZero();
    assertThat(run("diag", "connect", "news")).isZero();

    assertThat(out())
        .isEqualTo(
            """

            InBoundMailServer (127.0.0.1)
                InBoundMailPort = %1$d
                InBoundMailServer = 127.0.0.1
                Server appears to be running on port(s) [%1$d]

            OutBoundMailServer (127.0.0.1)
                OutBoundMailPort = %1$d
                OutBoundMailServer = 127.0.0.1
                Server appears to be running on port(s) [%1$d]

            NewsServer (127.0.0.1)
                NewsNNTPPort = %1$d
                NewsServer = 127.0.0.1
                Server appears to be running on port(s) [%1$d]
            """
                .formatted(port));
  }

  @Test
  @DisplayName("mail and news connect to the first servers of Thunderbird's profile")
  void thunderbird() throws Exception {
    String preferences =
        """
        // a comment
        user_pref("mail.accountmanager.accounts", "account1,account2,account3,account4");
        user_pref("mail.account.account1.server", "server1");
        user_pref("mail.account.account2.server", "server2");
        user_pref("mail.account.account3.server", "server3");
        user_pref("mail.account.account4.server", "server4");
        user_pref("mail.server.server1.type", "none");
        user_pref("mail.server.server1.hostname", "Local Folders");
        user_pref("mail.server.server2.type", "imap");
        user_pref("mail.server.server2.hostname", "127.0.0.1");
        user_pref("mail.server.server2.port", %1$d);
        user_pref("mail.server.server3.type", "pop3");
        user_pref("mail.server.server3.hostname", "second.invalid");
        user_pref("mail.server.server4.type", "nntp");
        user_pref("mail.server.server4.hostname", "127.0.0.1");
        user_pref("mail.server.server4.port", %1$d);
        user_pref("mail.smtpservers", "smtp1,smtp2");
        user_pref("mail.smtpserver.smtp1.hostname", "127.0.0.1");
        user_pref("mail.smtpserver.smtp1.port", %1$d);
        """
            .formatted(peer.port());
    write(".thunderbird/abcd.default/prefs.js", preferences);
    write(
        ".thunderbird/profiles.ini",
        """
        [Profile1]
        Name=old
        IsRelative=1
        Path=old

        [Profile0]
        Name=default
        IsRelative=1
        Path=abcd.default
        Default=1

        [General]
        StartWithLastProfile=1
        """);

    assertThat(run("diag", "connect", "mail")).isZero();
    assertThat(run("diag", "connect", "news")).isZero();

    assertThat(out())
        .containsSubsequence("InBoundMailServer (127", "OutBoundMailServer (127", "NewsServer (127")
        .doesNotContain("second.invalid");
  }

  @Test
  @DisplayName("The profile of the installation precedes the default one; ports have defaults")
  void installedProfile() throws Exception {
    write(".thunderbird/profiles.ini", "[Profile0]\nPath=a\nDefault=1\n\n[Install12]\nDefault=b\n");
    write(
        ".thunderbird/b/prefs.js",
        """
        user_pref("mail.accountmanager.accounts", "account1");
        user_pref("mail.account.account1.server", "server1");
        user_pref("mail.server.server1.type", "pop3");
        user_pref("mail.server.server1.hostname", "pop.example");
        user_pref("mail.server.server1.socketType", 3);
        """);

    assertThat(new Thunderbird(environmentOfHome()).incoming())
        .hasValueSatisfying(
            endpoint -> assertThat(endpoint.toString()).isEqualTo("tcp://pop.example:995"));
  }

  private UserEnvironment environmentOfHome() {
    return new UserEnvironment(Map.of(), home, false, key -> "", uri -> List.of());
  }

  @Test
  @DisplayName("78: no mail server is configured")
  void noMail() {
    assertThat(run("diag", "connect", "mail")).isEqualTo(78);

    assertThat(err())
        .isEqualTo(
            "netsh: no server is configured (expected: mail.in and mail.out in "
                + home.resolve(".config/portprobe/netsh.properties")
                + ", or a profile of Thunderbird)");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "diag ping | 'diag ping' (expected: netsh diag connect iphost HOST PORT, ieproxy, mail or"
            + " news)",
        "diag connect web | 'web' (expected: netsh diag connect iphost HOST PORT, ieproxy, mail or"
            + " news)",
        "diag connect mail x | 'x' (expected: netsh diag connect iphost HOST PORT, ieproxy, mail"
            + " or news)",
        "diag connect iphost h | iphost: 'h' (expected: HOST PORT, for example: netsh diag connect"
            + " iphost server01 80)",
        "diag connect iphost h 0 | PORT: '0' (expected: a port, 1-65535)",
        "diag connect iphost h:80 80 | HOST: 'h:80' (expected: a host; the port is separate: netsh"
            + " diag connect iphost h 80)",
      })
  @DisplayName("Bad arguments: a sentence, and 64")
  void badArguments(String arguments, String sentence) {
    assertThat(run(arguments.split(" "))).isEqualTo(64);

    assertThat(err()).isEqualTo("netsh: " + sentence);
    assertThat(out()).isEmpty();
  }

  @Test
  @DisplayName("A server of the file that is none: a sentence with the file and the key, and 64")
  void badServer() throws Exception {
    write(".config/portprobe/netsh.properties", "news = news.example:port\n");

    assertThat(run("diag", "connect", "news")).isEqualTo(64);

    assertThat(err())
        .isEqualTo(
            "netsh: "
                + home.resolve(".config/portprobe/netsh.properties")
                + ": news: 'news.example:port' (expected: HOST or HOST:PORT)");
  }

  @Test
  @DisplayName("A key of the file that netsh does not know: a sentence with the known ones, and 64")
  void unknownKey() throws Exception {
    write(".config/portprobe/netsh.properties", "mail.in = 127.0.0.1\nmail.outt = 127.0.0.1\n");

    assertThat(run("diag", "connect", "mail")).isEqualTo(64);

    assertThat(err())
        .isEqualTo(
            "netsh: "
                + home.resolve(".config/portprobe/netsh.properties")
                + ": key: 'mail.outt' (expected: mail.in, mail.out or news)");
  }

  @ParameterizedTest
  @CsvSource({"--help", "diag connect ?", "/?"})
  @DisplayName("Help names the commands and the file")
  void help(String arguments) {
    assertThat(run(arguments.split(" "))).isZero();

    assertThat(out())
        .contains("iphost HOST PORT", "ieproxy", "mail", "news", "netsh.properties", "78 no such");
  }
}
