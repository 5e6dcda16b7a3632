package io.portprobe.protocols.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSIDOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** What a small authoritative name server answers. */
final class ZoneResponder {
  private static final int PAYLOAD = 1232;
  private static final int PAYLOAD_WITHOUT_EDNS = 512;
  private static final byte[] IDENTIFIER = "portprobe-testkit".getBytes(StandardCharsets.US_ASCII);

  private final List<Record> records;
  private volatile boolean truncate;
  private volatile boolean refuseEdns;

  private ZoneResponder(List<Record> records) {
    this.records = List.copyOf(records);
  }

  static ZoneResponder of(List<String> lines) {
    List<Record> records = new ArrayList<>();
    for (String line : lines) {
      try (Master master =
          new Master(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), Name.root)) {
        master.disableIncludes();
        Record record = master.nextRecord();
        if (record == null) {
          throw new IllegalArgumentException(
              "record: " + line + " (expected: name, TTL, class, type and data)");
        }
        records.add(record);
      } catch (IOException e) {
        throw new IllegalArgumentException("record: " + line + " (" + e.getMessage() + ")", e);
      }
    }
    return new ZoneResponder(records);
  }

  void truncate(boolean on) {
    truncate = on;
  }

  void refuseEdns(boolean on) {
    refuseEdns = on;
  }

  List<byte[]> respondOverUdp(byte[] request) {
    Optional<Message> query = query(request);
    return query.map(asked -> List.of(datagram(asked))).orElse(List.of());
  }

  List<byte[]> respondOverTcp(byte[] request) {
    Optional<Message> query = query(request);
    return query.map(asked -> List.of(respond(asked).toWire(Message.MAXLENGTH))).orElse(List.of());
  }

  private byte[] datagram(Message query) {
    Message answer = respond(query);
    if (truncate) {
      answer.getHeader().setFlag(Flags.TC);
      answer.removeAllRecords(Section.ANSWER);
      answer.removeAllRecords(Section.AUTHORITY);
    }
    OPTRecord opt = query.getOPT();
    int limit = opt == null ? PAYLOAD_WITHOUT_EDNS : opt.getPayloadSize();
    return answer.toWire(Math.min(PAYLOAD, Math.max(PAYLOAD_WITHOUT_EDNS, limit)));
  }

  /** What is no query gets no answer. */
  private static Optional<Message> query(byte[] request) {
    try {
      Message message = new Message(request);
      return Optional.of(message).filter(m -> !m.getHeader().getFlag(Flags.QR));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Message respond(Message query) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setOpcode(query.getHeader().getOpcode());
    if (query.getHeader().getFlag(Flags.RD)) {
      answer.getHeader().setFlag(Flags.RD);
    }
    if (query.getOPT() != null && refuseEdns) {
      answer.getHeader().setRcode(Rcode.FORMERR);
      return answer;
    }
    if (query.getOPT() != null) {
      answer.addRecord(opt(query.getOPT()), Section.ADDITIONAL);
    }
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      answer.getHeader().setRcode(Rcode.NOTIMP);
    } else if (query.getSection(Section.QUESTION).size() != 1) {
      answer.getHeader().setRcode(Rcode.FORMERR);
    } else {
      answer.addRecord(query.getQuestion(), Section.QUESTION);
      fill(answer, query.getQuestion());
    }
    return answer;
  }

  private static OPTRecord opt(OPTRecord asked) {
    return asked.getOptions(EDNSOption.Code.NSID).isEmpty()
        ? new OPTRecord(PAYLOAD, 0, 0)
        : new OPTRecord(PAYLOAD, 0, 0, 0, List.of(new NSIDOption(IDENTIFIER)));
  }

  private void fill(Message answer, Record question) {
    List<Record> ofName =
        records.stream()
            .filter(record -> record.getName().equals(question.getName()))
            .filter(record -> fits(record.getDClass(), question.getDClass(), DClass.ANY))
            .toList();
    List<Record> fitting =
        ofName.stream()
            .filter(record -> fits(record.getType(), question.getType(), Type.ANY))
            .toList();
    Optional<Record> soa = soa(question);
    if (fitting.isEmpty() && soa.isEmpty()) {
      answer.getHeader().setRcode(Rcode.REFUSED);
      return;
    }
    answer.getHeader().setFlag(Flags.AA);
    fitting.forEach(record -> answer.addRecord(record, Section.ANSWER));
    if (fitting.isEmpty()) {
      answer.getHeader().setRcode(ofName.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
      soa.ifPresent(record -> answer.addRecord(record, Section.AUTHORITY));
    }
  }

  private static boolean fits(int value, int asked, int any) {
    return value == asked || asked == any;
  }

  /** The SOA record of the nearest zone above, or at, the name that was asked for. */
  private Optional<Record> soa(Record question) {
    return records.stream()
        .filter(record -> record instanceof SOARecord)
        .filter(record -> record.getDClass() == question.getDClass())
        .filter(record -> question.getName().subdomain(record.getName()))
        .max((a, b) -> Integer.compare(a.getName().labels(), b.getName().labels()));
  }
}
