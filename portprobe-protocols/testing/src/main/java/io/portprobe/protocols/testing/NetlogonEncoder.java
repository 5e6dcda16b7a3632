package io.portprobe.protocols.testing;

import io.portprobe.protocols.ldap.DomainControllerFlag;
import io.portprobe.protocols.ldap.Netlogon;
import io.portprobe.protocols.ldap.NetlogonOpcode;
import io.portprobe.protocols.ldap.NtVersion;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the answer to a netlogon ping as a domain controller does (MS-ADTS 6.3.1.5, 6.3.1.7 to
 * 6.3.1.9), the ends of names compressed (6.3.7). Operation code and version of the answer decide
 * on its form; what that has no place for is left out.
 */
public final class NetlogonEncoder {
  private static final int POINTER = 0xc000;
  private static final int INTERNET = 2;
  private static final int SOCKET_ADDRESS_SIZE = 16;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<String, Integer> written = new HashMap<>();

  private NetlogonEncoder() {}

  public static byte[] write(Netlogon answer) {
    NetlogonEncoder writer = new NetlogonEncoder();
    writer.number(answer.opcode().code(), Short.BYTES);
    if (answer.opcode() == NetlogonOpcode.LOGON_PRIMARY_RESPONSE) {
      writer.primary(answer);
    } else if (answer.opcode().code() >= NetlogonOpcode.LOGON_SAM_LOGON_RESPONSE_EX.code()) {
      writer.extended(answer);
    } else {
      writer.older(answer);
    }
    writer.number(answer.ntVersion(), Integer.BYTES);
    writer.number(answer.lmNtToken(), Short.BYTES);
    writer.number(answer.lm20Token(), Short.BYTES);
    return writer.out.toByteArray();
  }

  private void primary(Netlogon answer) {
    String host = answer.netbiosHost().orElse("");
    out.writeBytes(host.getBytes(StandardCharsets.US_ASCII));
    out.write(0);
    if (out.size() % 2 != 0) {
      out.write(0);
    }
    wide(host);
    wide(answer.netbiosDomain().orElse(""));
  }

  private void older(Netlogon answer) {
    wide(answer.netbiosHost().map(host -> "\\\\" + host).orElse(""));
    wide(answer.user().orElse(""));
    wide(answer.netbiosDomain().orElse(""));
    if ((answer.ntVersion() & NtVersion.V5.bit()) == 0) {
      return;
    }
    guid(answer.domainGuid());
    guid(Optional.empty());
    name(answer.forest());
    name(answer.domain());
    name(answer.host());
    byte[] address = address(answer);
    for (int i = address.length - 1; i >= 0; i--) {
      out.write(address[i]);
    }
    number(flags(answer), Integer.BYTES);
  }

  private void extended(Netlogon answer) {
    number(0, Short.BYTES);
    number(flags(answer), Integer.BYTES);
    guid(answer.domainGuid());
    name(answer.forest());
    name(answer.domain());
    name(answer.host());
    name(answer.netbiosDomain());
    name(answer.netbiosHost());
    name(answer.user());
    name(answer.site());
    name(answer.clientSite());
    if ((answer.ntVersion() & NtVersion.V5EX_WITH_IP.bit()) != 0) {
      out.write(SOCKET_ADDRESS_SIZE);
      number(INTERNET, Short.BYTES);
      number(0, Short.BYTES);
      out.writeBytes(address(answer));
      number(0, Long.BYTES);
    }
    if ((answer.ntVersion() & NtVersion.WITH_CLOSEST_SITE.bit()) != 0) {
      name(answer.nextClosestSite());
    }
  }

  private static int flags(Netlogon answer) {
    return answer.flags().stream()
        .mapToInt(DomainControllerFlag::bit)
        .reduce(answer.unnamedFlags(), (a, b) -> a | b);
  }

  private static byte[] address(Netlogon answer) {
    byte[] address = new byte[Integer.BYTES];
    String[] parts = answer.address().orElse("127.0.0.1").split("\\.", -1);
    for (int i = 0; i < address.length; i++) {
      address[i] = (byte) Integer.parseInt(parts[i]);
    }
    return address;
  }

  private void number(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  private void guid(Optional<UUID> guid) {
    long high = guid.map(UUID::getMostSignificantBits).orElse(0L);
    number(high >>> 32, Integer.BYTES);
    number(high >>> 16, Short.BYTES);
    number(high, Short.BYTES);
    long low = guid.map(UUID::getLeastSignificantBits).orElse(0L);
    number(Long.reverseBytes(low), Long.BYTES);
  }

  private void wide(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
    number(0, Short.BYTES);
  }

  /** The longest end of the name that stands somewhere already is not written again. */
  private void name(Optional<String> name) {
    String rest = name.orElse("");
    while (!rest.isEmpty()) {
      Integer place = written.get(rest);
      if (place != null) {
        out.write((POINTER | place) >> 8);
        out.write(place);
        return;
      }
      written.put(rest, out.size());
      int dot = rest.indexOf('.');
      byte[] label = (dot < 0 ? rest : rest.substring(0, dot)).getBytes(StandardCharsets.UTF_8);
      out.write(label.length);
      out.writeBytes(label);
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    out.write(0);
  }
}
