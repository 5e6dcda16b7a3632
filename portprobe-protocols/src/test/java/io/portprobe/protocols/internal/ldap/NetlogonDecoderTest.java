package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.NetlogonOpcode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetlogonDecoderTest {
  private static final Optional<UUID> GUID =
      Optional.of(UUID.fromString("11111111-2222-4333-8444-555555555501"));
  private static final Set<DomainControllerFlag> SAMBA_FLAGS =
      EnumSet.of(
          DomainControllerFlag.PDC,
          DomainControllerFlag.GC,
          DomainControllerFlag.LDAP,
          DomainControllerFlag.DS,
          DomainControllerFlag.KDC,
          DomainControllerFlag.TIMESERV,
          DomainControllerFlag.CLOSEST,
          DomainControllerFlag.WRITABLE,
          DomainControllerFlag.GOOD_TIMESERV,
          DomainControllerFlag.FULL_SECRET_DOMAIN_6);

  /** Returns the fields of Samba's response in any form. */
  private static Netlogon samba(NetlogonOpcode opcode, int version) {
    boolean oldest = version == 1;
    boolean extended = opcode.code() >= 23;
    Optional<String> none = Optional.empty();
    Optional<String> site = extended ? Optional.of("Testbed-Site") : none;
    return new DefaultNetlogon(
        opcode,
        version,
        oldest ? Optional.empty() : GUID,
        oldest ? none : Optional.of("ad.portprobe.test"),
        oldest ? none : Optional.of("ad.portprobe.test"),
        oldest ? none : Optional.of("dc1.ad.portprobe.test"),
        Optional.of("PORTPROBE"),
        Optional.of("DC1"),
        opcode.description().equals("user unknown") ? Optional.of("nobody") : none,
        site,
        site,
        none,
        version == 3 || version == 13 ? Optional.of("198.18.77.20") : none,
        oldest ? Set.of() : SAMBA_FLAGS,
        0,
        0xffff,
        0xffff);
  }

  @ParameterizedTest
  @CsvSource({
    "ex, LOGON_SAM_LOGON_RESPONSE_EX, 5",
    "ex-ip, LOGON_SAM_LOGON_RESPONSE_EX, 13",
    "ex-user, LOGON_SAM_USER_UNKNOWN_EX, 5",
    "v5, LOGON_SAM_LOGON_RESPONSE, 3",
    "v5-user, LOGON_SAM_USER_UNKNOWN, 3",
    "nt40, LOGON_SAM_LOGON_RESPONSE, 1",
    "nt40-user, LOGON_SAM_USER_UNKNOWN, 1"
  })
  void sambaResponse_everyForm_isDecoded(String capture, NetlogonOpcode opcode, int version)
      throws LdapDecodeException {
    assertThat(NetlogonDecoder.decode(captured(capture))).isEqualTo(samba(opcode, version));
  }

  @Test
  void lines_haveOneFieldEach() throws LdapDecodeException {
    assertThat(NetlogonDecoder.decode(captured("ex-ip")).lines())
        .containsExactly(
            "netlogon: LOGON_SAM_LOGON_RESPONSE_EX, available, version 0xd",
            "netlogon forest: ad.portprobe.test",
            "netlogon domain: ad.portprobe.test",
            "netlogon domain GUID: 11111111-2222-4333-8444-555555555501",
            "netlogon host: dc1.ad.portprobe.test",
            "netlogon NetBIOS domain: PORTPROBE",
            "netlogon NetBIOS host: DC1",
            "netlogon site: Testbed-Site",
            "netlogon client site: Testbed-Site",
            "netlogon address: 198.18.77.20",
            "netlogon flags: PDC, GC, LDAP, DS, KDC, TIMESERV, CLOSEST, WRITABLE, GOOD_TIMESERV,"
                + " FULL_SECRET_DOMAIN_6");
  }

  @Test
  void toString_isOneLine() throws LdapDecodeException {
    assertThat(NetlogonDecoder.decode(captured("ex-ip")))
        .hasToString(
            "LOGON_SAM_LOGON_RESPONSE_EX, available, version 0xd, domain ad.portprobe.test,"
                + " host dc1.ad.portprobe.test");
  }

  @Test
  void unnamedFlags_areKept() throws LdapDecodeException {
    byte[] value = captured("ex");
    value[0] = 24;
    value[4] = 2;
    value[5] = 0;
    value[6] = 4;
    value[7] = (byte) 0xe0;
    Netlogon netlogon = NetlogonDecoder.decode(value);

    assertThat(netlogon.opcode()).isEqualTo(NetlogonOpcode.LOGON_SAM_PAUSE_RESPONSE_EX);
    assertThat(netlogon.flags())
        .containsExactly(
            DomainControllerFlag.DNS_CONTROLLER,
            DomainControllerFlag.DNS_DOMAIN,
            DomainControllerFlag.DNS_FOREST);
    assertThat(netlogon.unnamedFlags()).isEqualTo(0x40002);
    assertThat(netlogon.lines())
        .startsWith("netlogon: LOGON_SAM_PAUSE_RESPONSE_EX, paused, version 0x5")
        .endsWith("netlogon flags: DNS_CONTROLLER, DNS_DOMAIN, DNS_FOREST, 0x40002");
  }

  @Test
  void primaryResponse_isDecoded() throws LdapDecodeException {
    byte[] value =
        LdapServerBytes.join(
            new byte[] {12, 0},
            "PDC1\0\0".getBytes(StandardCharsets.US_ASCII),
            "PDC1\0OLD\0".getBytes(StandardCharsets.UTF_16LE),
            new byte[] {1, 0, 0, 0, -1, -1, -1, -1});
    Netlogon netlogon = NetlogonDecoder.decode(value);

    assertThat(netlogon.opcode()).isEqualTo(NetlogonOpcode.LOGON_PRIMARY_RESPONSE);
    assertThat(netlogon.netbiosHost()).hasValue("PDC1");
    assertThat(netlogon.netbiosDomain()).hasValue("OLD");
    assertThat(netlogon.flags()).isEmpty();
  }

  @Test
  void fieldsBeforeVersion_areIgnored() throws LdapDecodeException {
    byte[] value = captured("ex");
    byte[] tail = Arrays.copyOfRange(value, value.length - 8, value.length);
    byte[] grown = LdapServerBytes.join(Arrays.copyOf(value, value.length - 8), new byte[5], tail);

    assertThat(NetlogonDecoder.decode(grown)).isEqualTo(NetlogonDecoder.decode(value));
  }

  @Test
  void otherAddressFamily_isIgnored() throws LdapDecodeException {
    byte[] value = captured("ex-ip");
    int family = value.length - 8 - 16;
    value[family] = 23;

    assertThat(NetlogonDecoder.decode(value).address()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ex", "ex-ip", "ex-user", "v5", "v5-user", "nt40", "nt40-user"})
  void truncatedResponse_isRejectedOrShorter(String capture) throws LdapDecodeException {
    byte[] value = captured(capture);
    Netlogon whole = NetlogonDecoder.decode(value);
    for (int size = 0; size < value.length; size++) {
      byte[] part = Arrays.copyOf(value, size);
      try {
        assertThat(NetlogonDecoder.decode(part)).isNotEqualTo(whole);
      } catch (LdapDecodeException e) {
        assertThat(e.reason()).isNotBlank();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "13", "22", "26", "65535"})
  void otherOpcode_isRejected(int code) {
    byte[] value = captured("ex");
    value[0] = (byte) code;
    value[1] = (byte) (code >> 8);

    assertThatThrownBy(() -> NetlogonDecoder.decode(value))
        .isInstanceOf(LdapDecodeException.class)
        .hasMessage("operation code " + code + " (expected: 12, 19-21 or 23-25)");
  }

  @Test
  void nameLoop_isRejected() {
    for (int target : new int[] {24, 25, 26, 91, 0x3fff}) {
      byte[] value = captured("ex");
      value[24] = (byte) (0xc0 | target >> 8);
      value[25] = (byte) target;

      assertThatThrownBy(() -> NetlogonDecoder.decode(value))
          .isInstanceOf(LdapDecodeException.class)
          .hasMessage("a name points to byte " + target + " (expected: before byte 24)");
    }
  }

  @Test
  void longNameChain_isRejectedQuickly() {
    byte[] piece = {1, 'x'};

    assertThatThrownBy(() -> endOfChain(piece).name())
        .isInstanceOf(LdapDecodeException.class)
        .hasMessage("a name of at least 1025 bytes (expected: at most 1024)");
  }

  @Test
  void pointerChain_ends() throws LdapDecodeException {
    NetlogonInput bytes = endOfChain(new byte[0]);

    assertThat(bytes.name()).isEmpty();
    assertThat(bytes.position()).isEqualTo(bytes.size());
  }

  /** Returns pieces, each followed by a pointer to the previous one, as far as pointers reach. */
  private static NetlogonInput endOfChain(byte[] piece) {
    ByteArrayOutputStream chain = new ByteArrayOutputStream();
    chain.write(0);
    int before = 0;
    while (before < 0x3ff0) {
      int place = chain.size();
      chain.writeBytes(piece);
      chain.write(0xc0 | before >> 8);
      chain.write(before);
      before = place;
    }
    NetlogonInput bytes = new NetlogonInput(chain.toByteArray());
    bytes.position(before);
    return bytes;
  }

  @Test
  void longName_isRejected() {
    byte[] wide = "u".repeat(NetlogonInput.MAX_NAME + 1).getBytes(StandardCharsets.UTF_16LE);
    byte[] value =
        LdapServerBytes.join(
            new byte[] {19, 0}, wide, new byte[6], new byte[] {1, 0, 0, 0, -1, -1, -1, -1});

    assertThatThrownBy(() -> NetlogonDecoder.decode(value))
        .isInstanceOf(LdapDecodeException.class)
        .hasMessageContaining("(expected: at most 1024)");
  }

  @Test
  void nameThatIsNoText_isHex() throws LdapDecodeException {
    byte[] value = captured("ex");
    value[25] = 7;
    value[26] = (byte) 0xff;

    assertThat(NetlogonDecoder.decode(value).forest())
        .hasValueSatisfying(forest -> assertThat(forest).startsWith("0x07ff2e"));
  }

  private static byte[] captured(String name) {
    return LdapServerBytes.netlogonValue("samba-netlogon-" + name + ".bin");
  }
}
