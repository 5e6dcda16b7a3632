package io.portprobe.protocols.testing.dns;

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

/** The responses of an authoritative name server. Thread-safe. */
final class ZoneResponder {
  private static final int PAYLOAD = 1232;
  private static final int PAYLOAD_WITHOUT_EDNS = 512;
  private static final byte[] IDENTIFIER = "portprobe-testing".getBytes(StandardCharsets.US_ASCII);

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
    return query.map(message -> List.of(datagram(message))).orElse(List.of());
  }

  List<byte[]> respondOverTcp(byte[] request) {
    Optional<Message> query = query(request);
    return query
        .map(message -> List.of(respond(message).toWire(Message.MAXLENGTH)))
        .orElse(List.of());
  }

  private byte[] datagram(Message query) {
    Message response = respond(query);
    if (truncate) {
      response.getHeader().setFlag(Flags.TC);
      response.removeAllRecords(Section.ANSWER);
      response.removeAllRecords(Section.AUTHORITY);
    }
    OPTRecord opt = query.getOPT();
    int limit = opt == null ? PAYLOAD_WITHOUT_EDNS : opt.getPayloadSize();
    return response.toWire(Math.min(PAYLOAD, Math.max(PAYLOAD_WITHOUT_EDNS, limit)));
  }

  /** Decodes a query; empty if the bytes are none, which a server ignores. */
  private static Optional<Message> query(byte[] request) {
    try {
      Message message = new Message(request);
      return Optional.of(message).filter(m -> !m.getHeader().getFlag(Flags.QR));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private Message respond(Message query) {
    Message response = new Message(query.getHeader().getID());
    response.getHeader().setFlag(Flags.QR);
    response.getHeader().setOpcode(query.getHeader().getOpcode());
    if (query.getHeader().getFlag(Flags.RD)) {
      response.getHeader().setFlag(Flags.RD);
    }
    if (query.getOPT() != null && refuseEdns) {
      response.getHeader().setRcode(Rcode.FORMERR);
      return response;
    }
    if (query.getOPT() != null) {
      response.addRecord(opt(query.getOPT()), Section.ADDITIONAL);
    }
    if (query.getHeader().getOpcode() != Opcode.QUERY) {
      response.getHeader().setRcode(Rcode.NOTIMP);
    } else if (query.getSection(Section.QUESTION).size() != 1) {
      response.getHeader().setRcode(Rcode.FORMERR);
    } else {
      response.addRecord(query.getQuestion(), Section.QUESTION);
      addRecords(response, query.getQuestion());
    }
    return response;
  }

  private static OPTRecord opt(OPTRecord requested) {
    return requested.getOptions(EDNSOption.Code.NSID).isEmpty()
        ? new OPTRecord(PAYLOAD, 0, 0)
        : new OPTRecord(PAYLOAD, 0, 0, 0, List.of(new NSIDOption(IDENTIFIER)));
  }

  private void addRecords(Message response, Record question) {
    List<Record> sameName =
        records.stream()
            .filter(record -> record.getName().equals(question.getName()))
            .filter(record -> matches(record.getDClass(), question.getDClass(), DClass.ANY))
            .toList();
    List<Record> matching =
        sameName.stream()
            .filter(record -> matches(record.getType(), question.getType(), Type.ANY))
            .toList();
    Optional<Record> soa = soa(question);
    if (matching.isEmpty() && soa.isEmpty()) {
      response.getHeader().setRcode(Rcode.REFUSED);
      return;
    }
    response.getHeader().setFlag(Flags.AA);
    matching.forEach(record -> response.addRecord(record, Section.ANSWER));
    if (matching.isEmpty()) {
      response.getHeader().setRcode(sameName.isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR);
      soa.ifPresent(record -> response.addRecord(record, Section.AUTHORITY));
    }
  }

  private static boolean matches(int value, int requested, int any) {
    return value == requested || requested == any;
  }

  /** Returns the SOA record of the nearest zone at or above the name in the question. */
  private Optional<Record> soa(Record question) {
    return records.stream()
        .filter(record -> record instanceof SOARecord)
        .filter(record -> record.getDClass() == question.getDClass())
        .filter(record -> question.getName().subdomain(record.getName()))
        .max((a, b) -> Integer.compare(a.getName().labels(), b.getName().labels()));
  }
}
