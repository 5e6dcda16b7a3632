package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.NetlogonOpcode;
import io.portprobe.protocols.ldap.NtVersion;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the answer to a netlogon ping. The code at its beginning and the version near its end tell
 * which of the four forms it has, and what stands in between.
 */
final class NetlogonDecoder {
  /** Version and the two tokens, which end every form. */
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
        NetlogonOpcode.of(code)
            .orElseThrow(
                () ->
                    new LdapDecodeException(
                        "operation code " + code + " (expected: 12, 19-21 or 23-25)"));
    int start = bytes.place();
    bytes.goTo(Math.max(start, bytes.size() - TAIL));
    ntVersion = bytes.integer();
    bytes.goTo(start);
  }

  /**
   * Reads an answer.
   *
   * @throws LdapDecodeException if it is none
   */
  static Netlogon read(byte[] value) throws LdapDecodeException {
    NetlogonDecoder reader = new NetlogonDecoder(new NetlogonInput(value));
    reader.readForm();
    return reader.readTail();
  }

  private void readForm() throws LdapDecodeException {
    if (opcode.isExtended()) {
      readExtended();
    } else if (opcode == NetlogonOpcode.LOGON_PRIMARY_RESPONSE) {
      readPrimary();
    } else {
      readNt40();
      if (NtVersion.V5.isIn(ntVersion)) {
        readSecondHalf();
      }
    }
  }

  /** NETLOGON_PRIMARY_RESPONSE, MS-ADTS 6.3.1.5. */
  private void readPrimary() throws LdapDecodeException {
    bytes.narrow(); // the name that follows, for those who cannot read that
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

  /** What NETLOGON_SAM_LOGON_RESPONSE has besides, MS-ADTS 6.3.1.8. */
  private void readSecondHalf() throws LdapDecodeException {
    domainGuid = guid();
    bytes.guid(); // always zero
    forest = bytes.name();
    domain = bytes.name();
    host = bytes.name();
    byte[] reversed = bytes.take(IPV4_BYTES); // an integer, and so the last byte comes first
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
    if (NtVersion.V5EX_WITH_IP.isIn(ntVersion)) {
      address = socketAddress(bytes.take(bytes.unsignedByte()));
    }
    if (NtVersion.WITH_CLOSEST_SITE.isIn(ntVersion)) {
      nextClosestSite = bytes.name();
    }
  }

  private Netlogon readTail() throws LdapDecodeException {
    int tail = bytes.size() - TAIL;
    if (bytes.place() > tail) {
      throw new LdapDecodeException(
          "its version begins at byte " + tail + " (expected: not before " + bytes.place() + ")");
    }
    bytes.goTo(tail + Integer.BYTES); // what stands before it may have grown by now
    int lmNtToken = bytes.unsignedShort();
    int lm20Token = bytes.unsignedShort();
    Set<DomainControllerFlag> named = DomainControllerFlag.of(flags);
    return new Netlogon(
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
        DomainControllerFlag.unnamed(flags),
        lmNtToken,
        lm20Token);
  }

  /** An application partition has no GUID of a domain: it is zero then. */
  private Optional<UUID> guid() throws LdapDecodeException {
    UUID guid = bytes.guid();
    return guid.equals(new UUID(0, 0)) ? Optional.empty() : Optional.of(guid);
  }

  /** A socket address: family (little-endian), port, IPv4 address in the order of the network. */
  private static Optional<String> socketAddress(byte[] bytes) {
    if (bytes.length < SOCKET_ADDRESS || bytes[0] != INTERNET || bytes[1] != 0) {
      return Optional.empty();
    }
    return ipv4(bytes[4], bytes[5], bytes[6], bytes[7]);
  }

  private static Optional<String> ipv4(byte... address) {
    try {
      return Optional.of(InetAddress.getByAddress(address).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(address.length + " bytes (expected: 4)", e);
    }
  }

  private static String withoutBackslashes(String host) {
    return host.startsWith("\\\\") ? host.substring(2) : host;
  }
}
