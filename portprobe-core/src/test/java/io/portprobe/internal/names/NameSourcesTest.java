package io.portprobe.internal.names;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.internal.names.NameSources.Source;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The line "hosts:" of nsswitch.conf(5), as distributions write it. */
class NameSourcesTest {
  private static List<Source> sources(String line, String name) {
    return NameSources.parse(List.of(line), "thishost").of(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Alpine, Docker, RHEL 7
        "hosts: files dns                                    | db.example   | HOSTS_FILE DNS",
        "hosts:dns files                                     | db.example   | DNS HOSTS_FILE",
        "hosts: files                                        | db.example   | HOSTS_FILE",
        // Debian and Ubuntu with nss-mdns
        "hosts: files mdns4_minimal [NOTFOUND=return] dns    | db.example   | HOSTS_FILE DNS",
        "hosts: files mdns4_minimal [NOTFOUND=return] dns    | nas.local    | SYSTEM",
        "hosts: files mdns4_minimal[NOTFOUND=return]dns      | db.example   | HOSTS_FILE DNS",
        // Fedora, RHEL 9
        "hosts: files dns myhostname                         | db.example   | HOSTS_FILE DNS",
        "hosts: files dns myhostname                         | thishost     | SYSTEM",
        "hosts: files myhostname dns                         | _gateway     | SYSTEM",
        "hosts: myhostname files dns                         | x.localdomain | SYSTEM",
        // systemd-resolved: its module answers first, or dns does without it
        "hosts: files resolve [!UNAVAIL=return] dns          | db.example   | SYSTEM",
        "hosts: mymachines resolve [!UNAVAIL=return] files   | db.example   | SYSTEM",
        // rules after files or dns change the order that portprobe knows
        "hosts: files [NOTFOUND=return] dns                  | db.example   | SYSTEM",
        "hosts: dns [!UNAVAIL=return] files                  | db.example   | SYSTEM",
        "hosts: files dns [NOTFOUND=return TRYAGAIN=continue] | db.example  | SYSTEM",
        // directories that portprobe cannot read
        "hosts: files sss dns                                | db.example   | SYSTEM",
        "hosts: files ldap                                   | db.example   | SYSTEM",
        "hosts: files dns # wins comes later: wins           | db.example   | HOSTS_FILE DNS",
      })
  void hostsLine_decidesTheSources(String line, String name, String expected) {
    assertThat(sources(line, name))
        .isEqualTo(Arrays.stream(expected.split(" ")).map(Source::valueOf).toList());
  }

  @Test
  void missingLine_isFilesThenDns() {
    assertThat(sources("passwd: files", "db.example"))
        .isEqualTo(NameSources.withoutFile().of("db.example"))
        .containsExactly(Source.HOSTS_FILE, Source.DNS);
  }

  @Test
  void secondLine_replacesTheFirst() {
    NameSources both = NameSources.parse(List.of("hosts: dns", "hosts: files"), "");
    assertThat(both.of("db.example")).containsExactly(Source.HOSTS_FILE);
  }

  @Test
  void foreignSystem_isLeftToTheJvm() {
    assertThat(SystemConfig.FOREIGN.sourcesOf("db.example")).containsExactly(Source.SYSTEM);
    assertThat(SystemConfig.FOREIGN.sourcesOf("localhost")).containsExactly(Source.SYSTEM);
  }

  @ParameterizedTest
  @CsvSource({
    "Linux, , 17, false, true",
    "Linux, , 25, false, true",
    "Linux, /etc/other, 17, false, false",
    "Linux, , 17, true, true", // JDK 17 has no such service
    "Linux, , 18, true, false",
    "Windows 11, , 17, false, false",
    "Windows Server 2025, , 25, false, false",
    "Mac OS X, , 21, false, false",
    "FreeBSD, , 21, false, false"
  })
  void filesOfLinux_areRead_unlessTheJvmResolvesOtherwise(
      String os, String hostsFile, int java, boolean provider, boolean expected) {
    assertThat(JvmSetup.resolvesLikeTheSystem(os, hostsFile, java, () -> provider))
        .isEqualTo(expected);
  }
}
