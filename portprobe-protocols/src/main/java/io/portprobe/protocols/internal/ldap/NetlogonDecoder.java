package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.NetlogonOpcode;
import io.portprobe.protocols.ldap.NtVersion;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Decodes the response to a netlogon ping. The operation code at its start and the version near its
 * end determine which of the four forms it has.
 */
final class NetlogonDecoder {
  /** Length of the version and the two tokens at the end of every form. */
  private static final int TAIL = 8;

  private static final int INTERNET = 2;
  private static final int IPV4_BYTES = 4;
  private static final int SOCKET_ADDRESS = 8;

  private final NetlogonInput bytes;
  private final NetlogonOpcode opcode;
  private final int ntVersion;
  private Optional<UUID> domainGuid = Optional.empty();
  private Optional<String> forest = Optional.empty();
  private Optional<String> domain = Optional.empty();
  private Optional<String> host = Optional.empty();
  private Optional<String> netbiosDomain = Optional.empty();
  private Optional<String> netbiosHost = Optional.empty();
  private Optional<String> user = Optional.empty();
  private Optional<String> site = Optional.empty();
  private Optional<String> clientSite = Optional.empty();
  private Optional<String> nextClosestSite = Optional.empty();
  private Optional<String> address = Optional.empty();
  private int flags;

  private NetlogonDecoder(NetlogonInput bytes) throws LdapDecodeException {
    this.bytes = bytes;
    int code = bytes.unsignedShort();
    opcode =
        opcode(code)
            .orElseThrow(
                () ->
                    new LdapDecodeException(
                        "operation code " + code + " (expected: 12, 19-21 or 23-25)"));
    int start = bytes.position();
    bytes.position(Math.max(start, bytes.size() - TAIL));
    ntVersion = bytes.integer();
    bytes.position(start);
  }

  /**
   * Decodes a response.
   *
   * @throws LdapDecodeException if it is malformed
   */
  static Netlogon decode(byte[] value) throws LdapDecodeException {
    NetlogonDecoder decoder = new NetlogonDecoder(new NetlogonInput(value));
    decoder.readForm();
    return decoder.readTail();
  }

  private static Optional<NetlogonOpcode> opcode(int code) {
    return Arrays.stream(NetlogonOpcode.values()).filter(each -> each.code() == code).findFirst();
  }

  private boolean has(NtVersion version) {
    return (ntVersion & version.bit()) != 0;
  }

  private void readForm() throws LdapDecodeException {
    if (opcode.code() >= NetlogonOpcode.LOGON_SAM_LOGON_RESPONSE_EX.code()) {
      readExtended();
    } else if (opcode == NetlogonOpcode.LOGON_PRIMARY_RESPONSE) {
      readPrimary();
    } else {
      readNt40();
      if (has(NtVersion.V5)) {
        readSecondHalf();
      }
    }
  }

  /** NETLOGON_PRIMARY_RESPONSE, MS-ADTS 6.3.1.5. */
  private void readPrimary() throws LdapDecodeException {
    bytes.narrow(); // the ASCII form of the name that follows
    bytes.align();
    netbiosHost = bytes.wide();
    netbiosDomain = bytes.wide();
  }

  /** NETLOGON_SAM_LOGON_RESPONSE_NT40, MS-ADTS 6.3.1.7. */
  private void readNt40() throws LdapDecodeException {
    netbiosHost = bytes.wide().map(NetlogonDecoder::withoutBackslashes);
    user = bytes.wide();
    netbiosDomain = bytes.wide();
  }

  /** The second half of NETLOGON_SAM_LOGON_RESPONSE, MS-ADTS 6.3.1.8. */
  private void readSecondHalf() throws LdapDecodeException {
    domainGuid = guid();
    bytes.guid(); // always zero
    forest = bytes.name();
    domain = bytes.name();
    host = bytes.name();
    byte[] reversed = bytes.take(IPV4_BYTES); // a little-endian integer
    address = ipv4(reversed[3], reversed[2], reversed[1], reversed[0]);
    flags = bytes.integer();
  }

  /** NETLOGON_SAM_LOGON_RESPONSE_EX, MS-ADTS 6.3.1.9. */
  private void readExtended() throws LdapDecodeException {
    bytes.unsignedShort(); // always zero
    flags = bytes.integer();
    domainGuid = guid();
    forest = bytes.name();
    domain = bytes.name();
    host = bytes.name();
    netbiosDomain = bytes.name();
    netbiosHost = bytes.name();
    user = bytes.name();
    site = bytes.name();
    clientSite = bytes.name();
    if (has(NtVersion.V5EX_WITH_IP)) {
      address = socketAddress(bytes.take(bytes.unsignedByte()));
    }
    if (has(NtVersion.WITH_CLOSEST_SITE)) {
      nextClosestSite = bytes.name();
    }
  }

  private Netlogon readTail() throws LdapDecodeException {
    int tail = bytes.size() - TAIL;
    if (bytes.position() > tail) {
      throw new LdapDecodeException(
          "its version starts at byte " + tail + " (expected: at least " + bytes.position() + ")");
    }
    bytes.position(tail + Integer.BYTES); // later versions may insert fields before it
    int lmNtToken = bytes.unsignedShort();
    int lm20Token = bytes.unsignedShort();
    Set<DomainControllerFlag> named = EnumSet.allOf(DomainControllerFlag.class);
    named.removeIf(flag -> (flags & flag.bit()) == 0);
    int namedBits = named.stream().mapToInt(DomainControllerFlag::bit).reduce(0, (a, b) -> a | b);
    return new DefaultNetlogon(
        opcode,
        ntVersion,
        domainGuid,
        forest,
        domain,
        host,
        netbiosDomain,
        netbiosHost,
        user,
        site,
        clientSite,
        nextClosestSite,
        address,
        named,
        flags & ~namedBits,
        lmNtToken,
        lm20Token);
  }

  /** Reads the domain GUID, which is zero for an application partition. */
  private Optional<UUID> guid() throws LdapDecodeException {
    UUID guid = bytes.guid();
    return guid.equals(new UUID(0, 0)) ? Optional.empty() : Optional.of(guid);
  }

  /** Reads a sockaddr_in: family (little-endian), port, IPv4 address in network byte order. */
  private static Optional<String> socketAddress(byte[] bytes) {
    if (bytes.length < SOCKET_ADDRESS || bytes[0] != INTERNET || bytes[1] != 0) {
      return Optional.empty();
    }
    return ipv4(bytes[4], bytes[5], bytes[6], bytes[7]);
  }

  private static Optional<String> ipv4(byte... address) {
    try {
      return Optional.of(AddressText.of(InetAddress.getByAddress(address)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address.length + " bytes (expected: 4)", e);
    }
  }

  private static String withoutBackslashes(String host) {
    return host.startsWith("\\\\") ? host.substring(2) : host;
  }
}
