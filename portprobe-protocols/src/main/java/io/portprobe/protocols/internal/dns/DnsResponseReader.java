package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.DnsAnswer;
import java.util.List;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Tells whether a message is the answer to a question. */
final class DnsResponseReader {
  private final DnsQuery question;
  private final Transport transport;

  DnsResponseReader(DnsQuery question, Transport transport) {
    this.question = question;
    this.transport = transport;
  }

  /**
   * Reads one message, or the beginning of one. Whatever the bytes are, nothing is thrown but
   * ResponseMismatchException.
   *
   * @param wire what came of it
   * @param size how long the whole message is
   */
  DnsAnswer read(byte[] wire, int size) throws ResponseMismatchException {
    if (wire.length < MessageOutline.HEADER) {
      throw new ResponseMismatchException(
          "a message of "
              + wire.length
              + " bytes (expected: at least "
              + MessageOutline.HEADER
              + ")");
    }
    checkHeader(wire);
    DecodedMessage received = DecodedMessage.read(question.inAskedCase(wire), size);
    checkQuestion(received);
    return new DnsAnswerBuilder(question, transport, received, question.keepsCase(wire)).write();
  }

  private void checkHeader(byte[] wire) throws ResponseMismatchException {
    int id = (wire[0] & 0xff) << 8 | (wire[1] & 0xff);
    if (id != question.id()) {
      throw new ResponseMismatchException(
          "a message with id " + id + " (expected: " + question.id() + ")");
    }
    if ((wire[2] & 0x80) == 0) {
      throw new ResponseMismatchException("a query (expected: a response)");
    }
    int opcode = (wire[2] >> 3) & 0x0f;
    if (opcode != Opcode.QUERY) {
      throw new ResponseMismatchException("a response with opcode " + opcode + " (expected: 0)");
    }
  }

  private void checkQuestion(DecodedMessage received) throws ResponseMismatchException {
    int announced = received.announcedQuestions();
    if (announced == 0 && mayOmitQuestion(received.message().getHeader().getRcode())) {
      return;
    }
    List<Record> questions = received.message().getSection(Section.QUESTION);
    if (announced != 1 || questions.size() != 1) {
      throw new ResponseMismatchException(
          "a response with " + announced + " questions (expected: " + question + ")");
    }
    if (!question.matches(questions.get(0))) {
      throw new ResponseMismatchException(
          "a response to the question "
              + DnsQuery.describe(questions.get(0))
              + " (expected: "
              + question
              + ")");
    }
  }

  /** A server that could not, or would not, read the question cannot always repeat it. */
  private static boolean mayOmitQuestion(int rcode) {
    return rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
  }
}
