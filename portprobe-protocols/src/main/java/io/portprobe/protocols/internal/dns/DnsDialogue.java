package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.dns.DnsTls;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A talk with a name server: the question; the same question again, where the server does not know
 * EDNS (RFC 6891 section 7) or has more to say than a datagram holds (RFC 7766 section 5); then, if
 * wanted, who it is. Each time it is asked with an id of its own, so that a late answer to what was
 * asked before is not taken for the answer to this.
 */
final class DnsDialogue implements Dialogue {
  private final DialogueContext context;
  private final IdentityQueries self;
  private final TcpMessageReader stream = new TcpMessageReader();
  private final List<String> notes = new ArrayList<>();
  private Transport transport;
  private QueryOptions form;
  private DnsQuery question;
  private Optional<DnsTls> tls = Optional.empty();

  /** The best answer so far. */
  private @Nullable DnsAnswer answer;

  /** Whether no better answer is asked for. */
  private boolean settled;

  DnsDialogue(DialogueContext context) {
    this.context = context;
    this.transport = context.transport();
    this.form = QueryOptions.of(context);
    this.question = DnsQuery.of(context, form);
    this.self = new IdentityQueries(context.option(Dns.IDENTITY));
  }

  @Override
  public Step start() {
    return ask();
  }

  @Override
  public Step secured(TlsInfo facts) {
    tls = Optional.of(DnsTls.of(facts));
    form = form.withPadding();
    return askAgain();
  }

  @Override
  public Step connected() {
    transport = Transport.TCP;
    return askAgain();
  }

  private Step askAgain() {
    question = DnsQuery.of(context, form);
    return ask();
  }

  private Step ask() {
    byte[] message = question.message();
    return transport == Transport.UDP
        ? Step.send(message)
        : Step.send(TcpMessageReader.frame(message));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (transport == Transport.UDP) {
      byte[] message = new byte[bytes.remaining()];
      bytes.get(message);
      return datagram(message);
    }
    if (!stream.take(bytes)) {
      return Step.await();
    }
    byte[] message = stream.came(); // what follows it was not asked for
    stream.next();
    return message(message);
  }

  private Step datagram(byte[] message) {
    try {
      return answered(read(message, message.length));
    } catch (ResponseMismatchException e) {
      // Late, stray or forged: the answer may still come.
      return Step.await();
    }
  }

  private Step message(byte[] message) {
    try {
      return answered(read(message, message.length));
    } catch (ResponseMismatchException e) {
      return answer == null
          ? Step.mismatch(e.why())
          : Step.finish(answer(answer, "then came " + e.why()));
    }
  }

  private DnsAnswer read(byte[] message, int size) throws ResponseMismatchException {
    return new DnsResponseReader(question, transport).read(message, size);
  }

  private Step answered(DnsAnswer got) {
    if (settled) {
      self.answered(got);
      return askForSelf(got);
    }
    if (form.edns() && refusesEdns(got)) {
      notes.add("asked again without EDNS, to which the server answered " + got.rcode());
      answer = got;
      form = form.withoutEdns();
      return askAgain();
    }
    if (got.flags().truncated()
        && transport == Transport.UDP
        && !context.option(Dns.IGNORE_TRUNCATION)) {
      notes.add("asked again over TCP, since over UDP the answer was cut to " + bytes(got));
      answer = got;
      return Step.continueOverTcp();
    }
    settled = true;
    answer = got;
    return askForSelf(got);
  }

  private static String bytes(DnsAnswer got) {
    return got.size() + " bytes";
  }

  /** Servers of before EDNS say one or the other (RFC 6891 section 7), and have no OPT record. */
  private static boolean refusesEdns(DnsAnswer got) {
    return got.edns().isEmpty() && (got.rcode().equals("FORMERR") || got.rcode().equals("NOTIMP"));
  }

  private Step askForSelf(DnsAnswer last) {
    Optional<String> name = self.next();
    if (name.isEmpty()) {
      return Step.finish(answer(answer == null ? last : answer));
    }
    question = DnsQuery.chaosText(name.get(), context.random(), form);
    return ask();
  }

  /** A finding of an answer, with what is known besides, and why the talk ended early if it did. */
  private DnsAnswer answer(DnsAnswer best, String... early) {
    List<String> all = new ArrayList<>(best.notes());
    all.addAll(notes);
    all.addAll(self.notes());
    for (String why : early) {
      all.add(SafeText.line(why));
    }
    return best.with(tls, self.identity(), all);
  }

  @Override
  public Step closed() {
    return known("the stream ended after " + stream.progress())
        .map(Step::finish)
        .orElseGet(() -> Step.mismatch("the stream ended after " + stream.progress()));
  }

  @Override
  public Optional<Finding> partial() {
    return known("no answer came to " + question);
  }

  /** An answer that was cut proves as much as a whole one, once its question is there. */
  private Optional<Finding> known(String early) {
    if (!settled && transport == Transport.TCP) {
      try {
        return Optional.of(answer(read(stream.came(), stream.size())));
      } catch (ResponseMismatchException e) {
        // Then what came before it is all there is.
        return Optional.ofNullable(answer).map(best -> answer(best, early));
      }
    }
    return Optional.ofNullable(answer).map(best -> answer(best, early));
  }
}
