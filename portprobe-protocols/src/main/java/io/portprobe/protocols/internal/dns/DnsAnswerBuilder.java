package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsRecord;
import io.portprobe.text.AddressText;
import io.portprobe.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.xbill.DNS.SPFRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Builds the {@link DnsAnswer} of one decoded response. */
final class DnsAnswerBuilder {
  /** Maximum length of all record texts: a name of a few bytes can expand to 1,000 characters. */
  private static final int MAX_TEXT = 1 << 18;

  private static final int MAX_EXTENDED_ERRORS = 4;

  /** Length of an EDNS option's code and length. */
  private static final int OPTION_HEADER = 4;

  private final DnsQuery query;
  private final Transport transport;
  private final DecodedMessage decoded;
  private final boolean sameCase;
  private final Message message;
  private final List<String> notes = new ArrayList<>();
  private boolean complete;
  private int textLength;

  DnsAnswerBuilder(DnsQuery query, Transport transport, DecodedMessage decoded, boolean sameCase) {
    this.query = query;
    this.transport = transport;
    this.decoded = decoded;
    this.sameCase = sameCase;
    this.message = decoded.message();
    this.complete = decoded.complete();
  }

  DefaultDnsAnswer build() {
    noteIrregularities();
    Optional<DnsAnswer.Edns> edns = Optional.ofNullable(message.getOPT()).map(this::edns);
    List<DnsRecord> answers = records(Section.ANSWER);
    List<DnsRecord> authority = records(Section.AUTHORITY);
    List<DnsRecord> additional = records(Section.ADDITIONAL);
    return new DefaultDnsAnswer(
        transport,
        Optional.empty(),
        Rcode.string(message.getRcode()),
        flags(),
        query.toString(),
        answers,
        authority,
        additional,
        edns,
        Optional.empty(),
        decoded.size(),
        complete,
        notes);
  }

  private void noteIrregularities() {
    if (message.getQuestion() == null) {
      notes.add("the response does not repeat the question");
    } else if (!sameCase) {
      notes.add("the response does not preserve the letter case of the queried name");
    }
    if (decoded.truncated()) {
      notes.add("truncated by the server: the full response is available over TCP");
    }
    decoded.problem().ifPresent(reason -> notes.add(SafeText.line("decoded in part: " + reason)));
    noteMisplacedEdns();
    if (decoded.trailing() > 0) {
      notes.add("bytes after the end of the message: " + decoded.trailing());
    }
  }

  /** RFC 6891 section 6.1.1: at most one OPT record, in the additional section. */
  private void noteMisplacedEdns() {
    for (int section : List.of(Section.ANSWER, Section.AUTHORITY)) {
      if (countEdns(section) > 0) {
        notes.add(
            "an OPT record in the "
                + Section.longString(section).toLowerCase(Locale.ROOT)
                + " (expected: in the additional records)");
      }
    }
    long additional = countEdns(Section.ADDITIONAL);
    if (additional > 1) {
      notes.add(additional + " OPT records (expected: at most 1)");
    }
  }

  private long countEdns(int section) {
    return message.getSection(section).stream().filter(OPTRecord.class::isInstance).count();
  }

  private DnsAnswer.Flags flags() {
    Header header = message.getHeader();
    return new DnsAnswer.Flags(
        header.getFlag(Flags.AA),
        decoded.truncated(),
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
    return new DefaultDnsAnswer.DefaultEdns(opt.getVersion(), opt.getPayloadSize(), dnssecOk, nsid);
  }

  /** Returns an option's data, which dnsjava exposes in wire form only. */
  private static byte[] data(EDNSOption option) {
    byte[] wire = option.toWire();
    return Arrays.copyOfRange(wire, OPTION_HEADER, wire.length);
  }

  private static String identifier(byte[] id) {
    for (byte b : id) {
      if (!SafeText.isPrintableAscii(b)) {
        return "0x" + HexFormat.of().formatHex(id);
      }
    }
    return new String(id, StandardCharsets.US_ASCII);
  }

  /** Describes an extended error (RFC 8914). */
  private static String extendedError(ExtendedErrorCodeOption error) {
    String code = ExtendedErrorCodeOption.text(error.getErrorCode());
    return Optional.ofNullable(error.getText())
        .filter(text -> !text.isEmpty())
        .map(text -> SafeText.line("extended error " + code + ": " + text))
        .orElse("extended error " + code);
  }

  private List<DnsRecord> records(int section) {
    List<DnsRecord> records = new ArrayList<>();
    int omitted = 0;
    for (DecodedMessage.Received received : decoded.records(section)) {
      if (textLength > MAX_TEXT) {
        omitted++;
      } else if (!(received.record() instanceof OPTRecord)) {
        DnsRecord text = asText(received);
        textLength += text.name().length() + text.data().length();
        records.add(text);
      }
    }
    if (omitted > 0) {
      complete = false;
      String name = Section.longString(section).toLowerCase(Locale.ROOT);
      notes.add("omitted because of their length: " + omitted + " of the " + name);
    }
    return records;
  }

  private DnsRecord asText(DecodedMessage.Received received) {
    Record record = received.record();
    return new DnsRecord(
        record.getName().toString(),
        received.ttl(),
        DClass.string(record.getDClass()),
        Type.string(record.getType()),
        data(record));
  }

  private String data(Record record) {
    try {
      String safe = SafeText.line(masterFileForm(record));
      return record instanceof AAAARecord ? AddressText.canonical(safe) : safe;
    } catch (RuntimeException e) {
      // dnsjava's printers throw various unchecked exceptions for data that is no text.
      complete = false;
      notes.add(SafeText.line("the data of a record has no text form: " + e));
      return "";
    }
  }

  private static String masterFileForm(Record record) {
    if (record instanceof TXTRecord txt) {
      return quoted(txt.getStrings(true));
    }
    return record instanceof SPFRecord spf ? quoted(spf.getStrings(true)) : record.rdataToString();
  }

  /** Quotes each string, as dig does; dnsjava quotes only where RFC 1035 requires it. */
  private static String quoted(List<String> escaped) {
    return escaped.stream().map(text -> '"' + text + '"').collect(Collectors.joining(" "));
  }
}
