package io.portprobe.protocols.dns;

import io.portprobe.Transport;
import java.util.List;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/** Tells whether a message is the answer to a question. */
final class AnswerReader {
  private final DnsQuestion question;
  private final Transport transport;

  AnswerReader(DnsQuestion question, Transport transport) {
    this.question = question;
    this.transport = transport;
  }

  /**
   * Reads one message, or the beginning of one. Whatever the bytes are, nothing is thrown but
   * NoAnswerException.
   *
   * @param wire what came of it
   * @param size how long the whole message is
   */
  DnsAnswer read(byte[] wire, int size) throws NoAnswerException {
    if (wire.length < WireOutline.HEADER) {
      throw new NoAnswerException(
          "a message of " + wire.length + " bytes (expected: at least " + WireOutline.HEADER + ")");
    }
    checkHeader(wire);
    ReceivedMessage received = ReceivedMessage.read(question.inAskedCase(wire), size);
    checkQuestion(received);
    return new AnswerWriter(question, transport, received, question.keepsCase(wire)).write();
  }

  private void checkHeader(byte[] wire) throws NoAnswerException {
    int id = (wire[0] & 0xff) << 8 | (wire[1] & 0xff);
    if (id != question.id()) {
      throw new NoAnswerException("a message with id " + id + " (expected: " + question.id() + ")");
    }
    if ((wire[2] & 0x80) == 0) {
      throw new NoAnswerException("a query (expected: a response)");
    }
    int opcode = (wire[2] >> 3) & 0x0f;
    if (opcode != Opcode.QUERY) {
      throw new NoAnswerException("a response with opcode " + opcode + " (expected: 0)");
    }
  }

  private void checkQuestion(ReceivedMessage received) throws NoAnswerException {
    int announced = received.announcedQuestions();
    if (announced == 0 && mayOmitQuestion(received.message().getHeader().getRcode())) {
      return;
    }
    List<Record> questions = received.message().getSection(Section.QUESTION);
    if (announced != 1 || questions.size() != 1) {
      throw new NoAnswerException(
          "a response with " + announced + " questions (expected: " + question + ")");
    }
    if (!question.matches(questions.get(0))) {
      throw new NoAnswerException(
          "a response to the question "
              + DnsQuestion.describe(questions.get(0))
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
