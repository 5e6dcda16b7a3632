package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Makes a finding of one answer. */
final class DnsAnswerBuilder {
  /** Bounds a finding: a name of a few bytes can unfold to a thousand characters. */
  private static final int MAX_TEXT = 1 << 18;

  private static final int MAX_EXTENDED_ERRORS = 4;

  /** Code and length. */
  private static final int OPTION_HEAD = 4;

  private final DnsQuery question;
  private final Transport transport;
  private final DecodedMessage received;
  private final boolean caseKept;
  private final Message message;
  private final List<String> notes = new ArrayList<>();
  private boolean complete;
  private int text;

  DnsAnswerBuilder(
      DnsQuery question, Transport transport, DecodedMessage received, boolean caseKept) {
    this.question = question;
    this.transport = transport;
    this.received = received;
    this.caseKept = caseKept;
    this.message = received.message();
    this.complete = received.complete();
  }

  DnsAnswer write() {
    noteOddities();
    Optional<DnsAnswer.Edns> edns = Optional.ofNullable(message.getOPT()).map(this::edns);
    List<DnsRecord> answers = records(Section.ANSWER);
    List<DnsRecord> authority = records(Section.AUTHORITY);
    List<DnsRecord> additional = records(Section.ADDITIONAL);
    return new DnsAnswer(
        transport,
        Optional.empty(),
        Rcode.string(message.getRcode()),
        flags(),
        question.toString(),
        answers,
        authority,
        additional,
        edns,
        Optional.empty(),
        received.size(),
        complete,
        notes);
  }

  private void noteOddities() {
    if (message.getQuestion() == null) {
      notes.add("the response does not repeat the question");
    } else if (!caseKept) {
      notes.add("the response does not keep the case of the name that was asked for");
    }
    if (received.truncated()) {
      notes.add("the server left something out that can be had over TCP");
    }
    received.problem().ifPresent(what -> notes.add(SafeText.line("read in part, since " + what)));
    if (received.trailing() > 0) {
      notes.add("bytes after the end of the message: " + received.trailing());
    }
  }

  private DnsAnswer.Flags flags() {
    Header header = message.getHeader();
    return new DnsAnswer.Flags(
        header.getFlag(Flags.AA),
        received.truncated(),
        header.getFlag(Flags.RD),
        header.getFlag(Flags.RA),
        header.getFlag(Flags.AD),
        header.getFlag(Flags.CD));
  }

  private DnsAnswer.Edns edns(OPTRecord opt) {
    Optional<String> nsid =
        opt.getOptions(EDNSOption.Code.NSID).stream()
            .map(DnsAnswerBuilder::data)
            .filter(data -> data.length > 0)
            .findFirst()
            .map(DnsAnswerBuilder::identifier);
    opt.getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR).stream()
        .limit(MAX_EXTENDED_ERRORS)
        .forEach(option -> notes.add(extendedError((ExtendedErrorCodeOption) option)));
    boolean dnssecOk = (opt.getFlags() & ExtendedFlags.DO) != 0;
    return new DnsAnswer.Edns(opt.getVersion(), opt.getPayloadSize(), dnssecOk, nsid);
  }

  /** An option's data; its decoder keeps them to itself, but for what the wire has. */
  private static byte[] data(EDNSOption option) {
    byte[] wire = option.toWire();
    return Arrays.copyOfRange(wire, OPTION_HEAD, wire.length);
  }

  private static String identifier(byte[] id) {
    for (byte b : id) {
      if (!SafeText.isPrintableAscii(b)) {
        return "0x" + HexFormat.of().formatHex(id);
      }
    }
    return new String(id, StandardCharsets.US_ASCII);
  }

  /** RFC 8914. */
  private static String extendedError(ExtendedErrorCodeOption error) {
    String code = ExtendedErrorCodeOption.text(error.getErrorCode());
    return Optional.ofNullable(error.getText())
        .filter(words -> !words.isEmpty())
        .map(words -> SafeText.line("extended error " + code + ": " + words))
        .orElse("extended error " + code);
  }

  private List<DnsRecord> records(int section) {
    List<DnsRecord> records = new ArrayList<>();
    int left = 0;
    for (Record record : message.getSection(section)) {
      if (text > MAX_TEXT) {
        left++;
      } else if (!(record instanceof OPTRecord)) {
        DnsRecord shown = show(record);
        text += shown.name().length() + shown.data().length();
        records.add(shown);
      }
    }
    if (left > 0) {
      complete = false;
      String name = Section.longString(section).toLowerCase(Locale.ROOT);
      notes.add("left out, since their text would be too long: " + left + " of the " + name);
    }
    return records;
  }

  private DnsRecord show(Record record) {
    return new DnsRecord(
        record.getName().toString(),
        record.getTTL(),
        DClass.string(record.getDClass()),
        Type.string(record.getType()),
        data(record));
  }

  private String data(Record record) {
    try {
      String data = SafeText.line(record.rdataToString());
      return record instanceof AAAARecord ? Ipv6Text.shorten(data) : data;
    } catch (RuntimeException e) {
      complete = false;
      notes.add(SafeText.line("the data of a record cannot be shown: " + e));
      return "";
    }
  }
}
