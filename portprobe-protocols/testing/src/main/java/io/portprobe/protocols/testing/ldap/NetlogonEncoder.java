package io.portprobe.protocols.testing.ldap;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An encoder of netlogon responses as domain controllers send them (MS-ADTS 6.3.1.5, 6.3.1.7 to
 * 6.3.1.9), with compressed name suffixes (6.3.7). The operation code and the version select the
 * form. Values that the form has no field for are not encoded. Every text is empty, every number 0
 * and the GUID absent unless set; the tokens are 0xffff. Not thread-safe.
 *
 * <pre>{@code
 * byte[] value =
 *     NetlogonEncoder.of(NetlogonEncoder.SAM_LOGON_RESPONSE_EX, NetlogonEncoder.V5EX)
 *         .domain("corp.example")
 *         .host("dc1.corp.example")
 *         .encode();
 * }</pre>
 */
public final class NetlogonEncoder {
  /** Operation code LOGON_PRIMARY_RESPONSE: the form of Windows NT. */
  public static final int PRIMARY_RESPONSE = 12;

  /** Operation code LOGON_SAM_LOGON_RESPONSE: the second form. */
  public static final int SAM_LOGON_RESPONSE = 19;

  /** Operation code LOGON_SAM_LOGON_RESPONSE_EX; it and all higher codes use the extended form. */
  public static final int SAM_LOGON_RESPONSE_EX = 23;

  /** Version bit NETLOGON_NT_VERSION_1. */
  public static final int V1 = 0x1;

  /** Version bit NETLOGON_NT_VERSION_5: the second form has DNS names and flags. */
  public static final int V5 = 0x2;

  /** Version bit NETLOGON_NT_VERSION_5EX: the extended form. */
  public static final int V5EX = 0x4;

  /** Version bit NETLOGON_NT_VERSION_5EX_WITH_IP: the extended form has an address. */
  public static final int V5EX_WITH_IP = 0x8;

  /** Version bit NETLOGON_NT_VERSION_WITH_CLOSEST_SITE: the extended form has a further site. */
  public static final int WITH_CLOSEST_SITE = 0x10;

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);

  private static final int POINTER = 0xc000;
  private static final int INTERNET = 2;
  private static final int SOCKET_ADDRESS_SIZE = 16;
  private static final int NO_TOKEN = 0xffff;

  private final int opcode;
  private final int ntVersion;
  private @Nullable UUID domainGuid;
  private String forest = "";
  private String domain = "";
  private String host = "";
  private String netbiosDomain = "";
  private String netbiosHost = "";
  private String user = "";
  private String site = "";
  private String clientSite = "";
  private String nextClosestSite = "";
  private byte[] address = {127, 0, 0, 1};
  private int flags;

  private NetlogonEncoder(int opcode, int ntVersion) {
    this.opcode = opcode;
    this.ntVersion = ntVersion;
  }

  /**
   * Creates an encoder.
   *
   * @param opcode the operation code, for example {@link #SAM_LOGON_RESPONSE_EX}
   * @param ntVersion the version bits of the response
   * @return a new encoder
   */
  public static NetlogonEncoder of(int opcode, int ntVersion) {
    return new NetlogonEncoder(opcode, ntVersion);
  }

  /**
   * Sets the GUID of the domain.
   *
   * @param guid the GUID
   * @return this
   */
  public NetlogonEncoder domainGuid(UUID guid) {
    domainGuid = Objects.requireNonNull(guid, "guid");
    return this;
  }

  /**
   * Sets the DNS name of the forest.
   *
   * @param name labels of 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder forest(String name) {
    forest = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the DNS name of the domain.
   *
   * @param name labels of 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder domain(String name) {
    domain = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the DNS name of the domain controller.
   *
   * @param name labels of 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder host(String name) {
    host = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the NetBIOS name of the domain.
   *
   * @param name 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder netbiosDomain(String name) {
    netbiosDomain = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the NetBIOS name of the domain controller.
   *
   * @param name 1 to 63 bytes, without leading backslashes
   * @return this
   */
  public NetlogonEncoder netbiosHost(String name) {
    netbiosHost = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the user name that the response repeats from the request.
   *
   * @param name 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder user(String name) {
    user = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the site of the domain controller.
   *
   * @param name 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder site(String name) {
    site = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the site of the client.
   *
   * @param name 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder clientSite(String name) {
    clientSite = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the site next closest to the client.
   *
   * @param name 1 to 63 bytes
   * @return this
   */
  public NetlogonEncoder nextClosestSite(String name) {
    nextClosestSite = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Sets the IPv4 address of the domain controller. Default: 127.0.0.1.
   *
   * @param literal for example {@code "192.0.2.1"}
   * @return this
   * @throws IllegalArgumentException if it is not an IPv4 literal
   */
  public NetlogonEncoder address(String literal) {
    if (!IPV4.matcher(literal).matches()) {
      throw notAnAddress(literal, null);
    }
    try {
      if (InetAddress.getByName(literal) instanceof Inet4Address ipv4) {
        address = ipv4.getAddress();
        return this;
      }
      throw notAnAddress(literal, null);
    } catch (UnknownHostException e) {
      throw notAnAddress(literal, e);
    }
  }

  private static IllegalArgumentException notAnAddress(String literal, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "address: '" + literal + "' (expected: an IPv4 literal)", cause);
  }

  /**
   * Sets the DS_FLAG bits (MS-ADTS 6.3.1.2).
   *
   * @param bits any bits
   * @return this
   */
  public NetlogonEncoder flags(int bits) {
    flags = bits;
    return this;
  }

  /**
   * Encodes the response: the value of the attribute {@code netlogon}.
   *
   * @return a new array
   */
  public byte[] encode() {
    Output output = new Output();
    output.number(opcode, Short.BYTES);
    if (opcode == PRIMARY_RESPONSE) {
      encodePrimaryForm(output);
    } else if (opcode >= SAM_LOGON_RESPONSE_EX) {
      encodeExtendedForm(output);
    } else {
      encodeSecondForm(output);
    }
    output.number(ntVersion, Integer.BYTES);
    output.number(NO_TOKEN, Short.BYTES);
    output.number(NO_TOKEN, Short.BYTES);
    return output.bytes.toByteArray();
  }

  /**
   * Returns the operation code and the version bits.
   *
   * @return for example {@code "NetlogonEncoder[opcode=23, ntVersion=0x5]"}
   */
  @Override
  public String toString() {
    return "NetlogonEncoder[opcode="
        + opcode
        + ", ntVersion=0x"
        + Integer.toHexString(ntVersion)
        + "]";
  }

  private void encodePrimaryForm(Output output) {
    output.bytes.writeBytes(netbiosHost.getBytes(StandardCharsets.US_ASCII));
    output.number(0, output.bytes.size() % 2 == 0 ? 2 : 1); // the end of the text, then alignment
    output.utf16(netbiosHost);
    output.utf16(netbiosDomain);
  }

  private void encodeSecondForm(Output output) {
    output.utf16(netbiosHost.isEmpty() ? "" : "\\\\" + netbiosHost);
    output.utf16(user);
    output.utf16(netbiosDomain);
    if ((ntVersion & V5) == 0) {
      return;
    }
    output.guid(domainGuid);
    output.guid(null);
    output.name(forest);
    output.name(domain);
    output.name(host);
    for (int i = address.length - 1; i >= 0; i--) {
      output.bytes.write(address[i]);
    }
    output.number(flags, Integer.BYTES);
  }

  private void encodeExtendedForm(Output output) {
    output.number(0, Short.BYTES);
    output.number(flags, Integer.BYTES);
    output.guid(domainGuid);
    output.name(forest);
    output.name(domain);
    output.name(host);
    output.name(netbiosDomain);
    output.name(netbiosHost);
    output.name(user);
    output.name(site);
    output.name(clientSite);
    if ((ntVersion & V5EX_WITH_IP) != 0) {
      output.bytes.write(SOCKET_ADDRESS_SIZE);
      output.number(INTERNET, Short.BYTES);
      output.number(0, Short.BYTES);
      output.bytes.writeBytes(address);
      output.number(0, Long.BYTES);
    }
    if ((ntVersion & WITH_CLOSEST_SITE) != 0) {
      output.name(nextClosestSite);
    }
  }

  /** The message so far, and where its names are. */
  private static final class Output {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Map<String, Integer> names = new HashMap<>();

    void number(long value, int size) {
      for (int i = 0; i < size; i++) {
        bytes.write((int) (value >>> (8 * i)));
      }
    }

    void guid(@Nullable UUID guid) {
      long high = guid == null ? 0 : guid.getMostSignificantBits();
      long low = guid == null ? 0 : guid.getLeastSignificantBits();
      number(high >>> 32, Integer.BYTES);
      number(high >>> 16, Short.BYTES);
      number(high, Short.BYTES);
      number(Long.reverseBytes(low), Long.BYTES);
    }

    void utf16(String text) {
      bytes.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
      number(0, Short.BYTES);
    }

    /** Writes a name; its longest suffix that the message already has becomes a pointer. */
    void name(String name) {
      String rest = name;
      while (!rest.isEmpty()) {
        Integer offset = names.get(rest);
        if (offset != null) {
          bytes.write((POINTER | offset) >> 8);
          bytes.write(offset);
          return;
        }
        names.put(rest, bytes.size());
        int dot = rest.indexOf('.');
        byte[] label = (dot < 0 ? rest : rest.substring(0, dot)).getBytes(StandardCharsets.UTF_8);
        bytes.write(label.length);
        bytes.writeBytes(label);
        rest = dot < 0 ? "" : rest.substring(dot + 1);
      }
      bytes.write(0);
    }
  }
}
