package io.portprobe.internal.names;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a stub resolver reads from a DNS message (RFC 1035). */
final class DnsMessages {
  /** A longer chain of aliases is a mistake or an attack. */
  private static final int MAX_ALIASES = 16;

  private DnsMessages() {}

  /** Returns whether a message is a response to this question. */
  static boolean answers(DnsResponse response, String name, DnsRecordType type) {
    if (response.count(DnsSection.QUESTION) != 1) {
      return false;
    }
    DnsQuestion question = response.recordAt(DnsSection.QUESTION);
    return question.type().equals(type)
        && question.dnsClass() == DnsRecord.CLASS_IN
        && SystemConfig.plain(question.name()).equals(SystemConfig.plain(name));
  }

  /**
   * Returns whether a message is an error that a server reports without the question, because it
   * could not read it, or implements no more. NXDOMAIN is about a name.
   */
  static boolean isErrorWithoutQuestion(DnsResponse response) {
    return response.count(DnsSection.QUESTION) == 0
        && !response.code().equals(DnsResponseCode.NOERROR)
        && !response.code().equals(DnsResponseCode.NXDOMAIN);
  }

  /**
   * Returns the answer of a response.
   *
   * @param host the name that the addresses keep, see {@link InetAddress#getHostName}
   */
  static DnsAnswer answer(DnsResponse response, String name, DnsRecordType type, String host) {
    DnsResponseCode code = response.code();
    if (code.equals(DnsResponseCode.NXDOMAIN)) {
      return new DnsAnswer.NoSuchName();
    }
    if (!code.equals(DnsResponseCode.NOERROR)) {
      return new DnsAnswer.ServerError(SafeText.line(code.toString()));
    }
    Set<String> owners = owners(response, name);
    List<InetAddress> addresses = new ArrayList<>();
    int records = response.count(DnsSection.ANSWER);
    for (int i = 0; i < records; i++) {
      DnsRecord each = response.recordAt(DnsSection.ANSWER, i);
      if (each.type().equals(type)
          && each instanceof DnsRawRecord raw
          && owners.contains(SystemConfig.plain(each.name()))) {
        add(addresses, raw.content(), type, host);
      }
    }
    return addresses.isEmpty() ? new DnsAnswer.NoData() : new DnsAnswer.Addresses(addresses);
  }

  /** Returns the name and its aliases, each of which leads to the next (RFC 1034 section 3.6.2). */
  private static Set<String> owners(DnsResponse response, String name) {
    Map<String, String> aliases = new HashMap<>();
    int records = response.count(DnsSection.ANSWER);
    for (int i = 0; i < records; i++) {
      DnsRecord each = response.recordAt(DnsSection.ANSWER, i);
      if (each.type().equals(DnsRecordType.CNAME) && each instanceof DnsRawRecord raw) {
        String target = DefaultDnsRecordDecoder.decodeName(raw.content().duplicate());
        aliases.putIfAbsent(SystemConfig.plain(each.name()), SystemConfig.plain(target));
      }
    }
    Set<String> owners = new HashSet<>();
    String owner = SystemConfig.plain(name);
    while (owner != null && owners.size() <= MAX_ALIASES && owners.add(owner)) {
      owner = aliases.get(owner);
    }
    return owners;
  }

  private static void add(
      List<InetAddress> addresses, ByteBuf content, DnsRecordType type, String host) {
    int length = type.equals(DnsRecordType.A) ? 4 : 16;
    if (content.readableBytes() != length) {
      return;
    }
    try {
      addresses.add(InetAddress.getByAddress(host, ByteBufUtil.getBytes(content)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address: " + length + " bytes (expected: 4 or 16)", e);
    }
  }
}
