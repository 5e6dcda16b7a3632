package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.ldap.NetlogonPing;
import io.portprobe.protocols.ldap.NtVersion;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LdapRequestBytesTest {
  private static final int ID = 0x01020304;

  @Test
  void search_bytes() {
    assertThat(LdapMessageCodec.search(ID, ""))
        .isEqualTo(
            bytes(
                "302e 020401020304" // message, id
                    + "6326 0400 0a0100 0a0100" // search: no base, base scope, no aliases
                    + "020100 020100 010100" // no limits of size and time, values too
                    + "870b 6f626a656374436c617373" // objectClass is present
                    + "3006 04012a 04012b")); // attributes * and +
  }

  @Test
  void startTls_bytes() {
    assertThat(LdapMessageCodec.startTls(ID))
        .isEqualTo(
            bytes(
                "3020 020401020304"
                    + "7718 8016"
                    + "312e332e362e312e342e312e313436362e3230303337")); // 1.3.6.1.4.1.1466.20037
  }

  @Test
  void netlogonPing_default_bytes() {
    int version = NetlogonRequest.bits(Ldap.NETLOGON_VERSION.defaultValue());

    assertThat(LdapMessageCodec.netlogonPing(ID, question("", "", version)))
        .isEqualTo(
            bytes(
                "3036 020401020304"
                    + "632e 0400 0a0100 0a0100 020100 020100 010100"
                    + "a00f a30d 04054e74566572 040416000000" // all of: NtVer is 0x16
                    + "300a 04084e65746c6f676f6e")); // attribute Netlogon
  }

  @Test
  void netlogonPing_allOptions_bytes() {
    int version = NetlogonRequest.bits(Set.of(NtVersion.V1, NtVersion.LOCAL));

    assertThat(LdapMessageCodec.netlogonPing(ID, question("a.b", "ME", version)))
        .isEqualTo(
            bytes(
                "3054 020401020304"
                    + "634c 0400 0a0100 0a0100 020100 020100 010100"
                    + "a02d"
                    + "a310 0409446e73446f6d61696e 0403612e62" // DnsDomain is a.b
                    + "a30a 0404486f7374 04024d45" // Host is ME
                    + "a30d 04054e74566572 040401000040" // NtVer is 0x40000001
                    + "300a 04084e65746c6f676f6e"));
  }

  private static NetlogonRequest question(String domain, String host, int version) {
    return new NetlogonRequest(NetlogonPing.ALWAYS, domain, host, version);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
