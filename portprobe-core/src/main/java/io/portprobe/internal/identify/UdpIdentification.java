package io.portprobe.internal.identify;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.Transport;
import io.portprobe.identify.ServiceIdentity.Confidence;
import io.portprobe.identify.ServiceIdentity.Verdict;
import io.portprobe.internal.dialogue.FirstBytes;
import io.portprobe.internal.dialogue.Sends;
import io.portprobe.internal.identify.Candidates.Recognition;
import io.portprobe.internal.identify.DefaultServiceIdentity.Observation;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.text.Durations;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identification of a UDP service: sends the first datagrams of all protocols of the port, then
 * those of the others in groups by rarity, and continues with the protocol that accepts a reply.
 * Confined to the event loop.
 */
final class UdpIdentification implements Dialogue {
  /** Datagrams to send at once: more would exceed receive buffers and rate limits of servers. */
  private static final int GROUP = 6;

  private static final Duration GROUP_WAIT = Duration.ofMillis(600);

  /** The wait for replies to the last group, in which the core retransmits it three times. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(4);

  private static final Duration MIN_WAIT = Duration.ofMillis(50);
  private static final int MAX_SHOWN = 100;

  private final DialogueContext context;
  private final Candidates candidates;
  private final Deque<Candidate> waiting;
  private final int bound;
  private final List<GuardedDialogue> open = new ArrayList<>();

  /** The datagrams sent to the unknown service, to distinguish replies from an echo. */
  private final Set<ByteBuffer> sent = new HashSet<>();

  private @Nullable GuardedDialogue active;
  private @Nullable Recognition fallback;
  private final PlugInFailures failures = new PlugInFailures();
  private final FirstBytes firstBytes = new FirstBytes();

  UdpIdentification(DialogueContext context, Candidates candidates, boolean unsafe) {
    this.context = context;
    this.candidates = candidates;
    int port = context.peer().getPort();
    this.waiting = new ArrayDeque<>(candidates.requests(Transport.UDP, port, false, unsafe));
    this.bound =
        (int)
            waiting.stream()
                .filter(each -> each.on(Transport.UDP, port, false).isPresent())
                .count();
  }

  @Override
  public Step start() {
    return sendGroup(bound > 0 ? bound : GROUP);
  }

  @Override
  public Step silent() {
    GuardedDialogue dialogue = active;
    return dialogue != null ? drive(dialogue, dialogue.silent()) : sendGroup(GROUP);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    firstBytes.append(bytes);
    GuardedDialogue dialogue = active;
    if (dialogue != null) {
      return drive(dialogue, dialogue.received(bytes));
    }
    boolean echo = sent.contains(bytes);
    for (GuardedDialogue candidate : List.copyOf(open)) {
      Step step = candidate.received(bytes);
      if (echo ? step instanceof Step.Finish : accepts(step)) {
        active = candidate;
        return drive(candidate, step);
      }
    }
    if (fallback == null) {
      List<Recognition> claims = candidates.recognise(Transport.UDP, bytes, failures);
      fallback = claims.size() == 1 ? claims.get(0) : null;
    }
    return Step.await("no protocol accepts a datagram of " + bytes.remaining() + " bytes");
  }

  @Override
  public Step connected() {
    GuardedDialogue dialogue = Objects.requireNonNull(active, "active");
    return drive(dialogue, dialogue.connected());
  }

  @Override
  public Step closed() {
    GuardedDialogue dialogue = active;
    return dialogue == null ? Step.finish(result()) : drive(dialogue, dialogue.closed());
  }

  @Override
  public Optional<Finding> partial() {
    return Optional.of(result());
  }

  private static boolean accepts(Step step) {
    return !(step instanceof Step.Await) && !isMismatch(step);
  }

  private static boolean isMismatch(Step step) {
    return step instanceof Step.Mismatch mismatch && !mismatch.refused();
  }

  /** Sends the first datagrams of the next candidates, or ends after the last wait. */
  private Step sendGroup(int size) {
    List<ByteBuffer> datagrams = new ArrayList<>();
    while (datagrams.size() < size && !waiting.isEmpty()) {
      Candidate candidate = waiting.poll();
      GuardedDialogue dialogue =
          new GuardedDialogue(
              candidate,
              new CandidateContext(
                  context, candidate.on(Transport.UDP, context.peer().getPort(), false), false),
              failures);
      Step step = dialogue.start();
      if (step instanceof Step.Send) {
        open.add(dialogue);
      }
      List<ByteBuffer> first = Sends.of(step).data();
      datagrams.addAll(first);
      sent.addAll(first);
    }
    if (datagrams.isEmpty()) {
      return Step.finish(result());
    }
    return Sends.chain(datagrams, Step.await(waiting.isEmpty() ? LAST_WAIT : groupWait()));
  }

  /** Returns the time for the replies to a group, so that the others have as much. */
  private Duration groupWait() {
    int groups = (waiting.size() + GROUP - 1) / GROUP + 1;
    Duration share = Durations.part(context.remaining(), groups + 1);
    return Durations.max(Durations.min(share, GROUP_WAIT), MIN_WAIT);
  }

  /** Continues with the other candidates: the service speaks another protocol after all. */
  private Step drop(GuardedDialogue dialogue) {
    open.remove(dialogue);
    active = null;
    return Step.await("not the protocol " + dialogue.candidate().name());
  }

  /** Replaces the finding of the active dialogue by the identity. */
  private Step drive(GuardedDialogue dialogue, Step step) {
    Sends sends = Sends.of(step);
    Step last = sends.then();
    if (last instanceof Step.Finish finish) {
      last = Step.finish(named(dialogue.candidate(), Optional.of(finish.finding())));
    } else if (last instanceof Step.Mismatch mismatch) {
      last =
          mismatch.refused() || mismatch.partial().isPresent()
              ? Step.finish(named(dialogue.candidate(), mismatch.partial()))
              : drop(dialogue);
    } else if (last instanceof Step.StartTls || last instanceof Step.Reconnect) {
      last = dialogue.partial().isPresent() ? Step.finish(result()) : drop(dialogue);
    }
    return sends.before(last);
  }

  private DefaultServiceIdentity result() {
    GuardedDialogue dialogue = active;
    Optional<Finding> partial = dialogue == null ? Optional.empty() : dialogue.partial();
    if (dialogue != null && partial.isPresent()) {
      return named(dialogue.candidate(), partial);
    }
    Recognition known = fallback;
    if (known != null) {
      return unnamed("the protocol " + known.candidate().name() + " recognises " + shown())
          .named(known.candidate().name(), known.facts(), Confidence.RECOGNISED, Optional.empty());
    }
    return unnamed(
        firstBytes.size() > 0
            ? "no protocol accepts the reply " + shown()
            : "no reply to the requests of "
                + open.size()
                + (waiting.isEmpty() ? "" : " of " + (open.size() + waiting.size()))
                + " protocols"
                + (context.remaining().compareTo(MIN_WAIT) < 0 && !waiting.isEmpty()
                    ? IdentityDraft.ENDED_BY_DEADLINE
                    : ""));
  }

  /** The dialogue has accepted a reply, so it is of this protocol. */
  private DefaultServiceIdentity named(Candidate candidate, Optional<Finding> finding) {
    ServiceFacts facts =
        finding.map(found -> candidate.facts(found, failures)).orElse(ServiceFacts.none());
    String evidence =
        "the dialogue of the protocol "
            + candidate.name()
            + (finding.isPresent() ? " has a finding" : " accepts the reply " + shown());
    return unnamed(evidence).named(candidate.name(), facts, Confidence.CONFIRMED, finding);
  }

  private DefaultServiceIdentity unnamed(String evidence) {
    boolean replied = firstBytes.size() > 0;
    return DefaultServiceIdentity.unnamed(
        Endpoint.udp(context.host(), context.peer().getPort()),
        replied ? PortState.LISTENING : PortState.LISTENING_OR_FILTERED,
        replied ? Verdict.UNKNOWN : Verdict.SILENT,
        new Observation(Optional.empty(), evidence, 0, firstBytes.copy()),
        failures.all());
  }

  private String shown() {
    String text = StandardCharsets.ISO_8859_1.decode(firstBytes.copy()).toString();
    return SafeText.quote(text.substring(0, Math.min(text.length(), MAX_SHOWN)));
  }
}
