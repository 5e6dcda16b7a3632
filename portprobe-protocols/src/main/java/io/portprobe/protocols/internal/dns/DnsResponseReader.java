package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import java.util.List;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Checks that a message is the response to a query, and decodes it. */
final class DnsResponseReader {
  private final DnsQuery query;
  private final Transport transport;

  DnsResponseReader(DnsQuery query, Transport transport) {
    this.query = query;
    this.transport = transport;
  }

  /**
   * Decodes a message or the start of one. Throws no other exception for any bytes.
   *
   * @param wire the bytes received
   * @param size the length of the whole message in bytes
   * @throws ResponseMismatchException if the message is not the response to the query
   */
  DefaultDnsAnswer read(byte[] wire, int size) throws ResponseMismatchException {
    if (wire.length < MessageOutline.HEADER) {
      throw new ResponseMismatchException(
          "a message of "
              + wire.length
              + " bytes (expected: at least "
              + MessageOutline.HEADER
              + ")");
    }
    checkHeader(wire);
    DecodedMessage message = DecodedMessage.decode(query.restoreCase(wire), size);
    checkQuestion(message);
    return new DnsAnswerBuilder(query, transport, message, query.hasSameCase(wire)).build();
  }

  private void checkHeader(byte[] wire) throws ResponseMismatchException {
    int id = (wire[0] & 0xff) << 8 | (wire[1] & 0xff);
    if (!query.hasIdOf(wire)) {
      throw new ResponseMismatchException(
          "a message with id " + id + " (expected: " + query.id() + ")");
    }
    if ((wire[2] & 0x80) == 0) {
      throw new ResponseMismatchException("a query (expected: a response)");
    }
    int opcode = (wire[2] >> 3) & 0x0f;
    if (opcode != Opcode.QUERY) {
      throw new ResponseMismatchException("a response with opcode " + opcode + " (expected: 0)");
    }
  }

  private void checkQuestion(DecodedMessage message) throws ResponseMismatchException {
    int announced = message.announcedQuestions();
    if (announced == 0 && mayOmitQuestion(message.message().getHeader().getRcode())) {
      return;
    }
    List<Record> questions = message.message().getSection(Section.QUESTION);
    if (announced != 1 || questions.size() != 1) {
      throw new ResponseMismatchException(
          "a response with " + announced + " questions (expected: " + query + ")");
    }
    if (!query.matches(questions.get(0))) {
      throw new ResponseMismatchException(
          "a response to the question "
              + DnsQuery.describe(questions.get(0))
              + " (expected: "
              + query
              + ")");
    }
  }

  /** A server that fails to decode the question, or refuses to, cannot always repeat it. */
  private static boolean mayOmitQuestion(int rcode) {
    return rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
  }
}
