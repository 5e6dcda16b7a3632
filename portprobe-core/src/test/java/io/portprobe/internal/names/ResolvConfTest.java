package io.portprobe.internal.names;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of resolv.conf(5), with the limits of glibc. */
class ResolvConfTest {
  private static ResolvConf parse(String... lines) {
    return ResolvConf.parse(List.of(lines), null, null);
  }

  private static List<String> servers(ResolvConf settings) {
    return settings.servers().stream().map(InetAddress::getHostAddress).toList();
  }

  @Test
  void emptyFile_hasTheDefaults() {
    ResolvConf settings = parse();
    assertThat(servers(settings)).containsExactly("127.0.0.1");
    assertThat(settings.search()).isEmpty();
    assertThat(settings.ndots()).isOne();
    assertThat(settings.timeout()).isEqualTo(ofSeconds(5));
    assertThat(settings.attempts()).isEqualTo(2);
    assertThat(settings.rotate()).isFalse();
    assertThat(settings.noIpv6()).isFalse();
    assertThat(settings.usable()).isTrue();
  }

  @Test
  void servers_areAtMostThree_andCommentsAndNamesAreIgnored() {
    assertThat(
            servers(
                parse(
                    "# nameserver 192.0.2.9",
                    "; nameserver 192.0.2.8",
                    "nameserver ns1.example",
                    "nameserver 192.0.2.1",
                    "nameserver\t2001:db8::1",
                    "nameserver 192.0.2.2 # second",
                    "nameserver 192.0.2.3")))
        .containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1", "192.0.2.2");
  }

  @Test
  void options_areLimitedAsInGlibc() {
    ResolvConf settings =
        parse("options ndots:99 timeout:99 attempts:99 rotate no-aaaa edns0 trust-ad");
    assertThat(settings.ndots()).isEqualTo(15);
    assertThat(settings.timeout()).isEqualTo(ofSeconds(30));
    assertThat(settings.attempts()).isEqualTo(5);
    assertThat(settings.rotate()).isTrue();
    assertThat(settings.noIpv6()).isTrue();
    assertThat(parse("options ndots:x timeout:0 attempts:-1")).isEqualTo(parse());
  }

  @Test
  void useVc_isLeftToTheSystem() {
    SystemConfig config =
        new SystemConfig(NameSources.withoutFile(), Map.of(), parse("options use-vc"));
    assertThat(config.sourcesOf("db.example")).containsExactly(NameSources.Source.SYSTEM);
  }

  @Test
  void environment_outweighsTheFile() {
    ResolvConf settings =
        ResolvConf.parse(
            List.of("search a.example", "options ndots:1"), "b.example c.example", "ndots:2");
    assertThat(settings.search()).containsExactly("b.example", "c.example");
    assertThat(settings.ndots()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db            | db.a.example db.b.example db",
        "db.corp       | db.corp db.corp.a.example db.corp.b.example",
        "db.           | db",
      })
  void searchList_completesNames(String host, String candidates) {
    assertThat(parse("domain x.example", "search A.example. b.example").candidates(host))
        .isEqualTo(Arrays.asList(candidates.split(" ")));
  }
}
