package io.portprobe.internal.identify;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.internal.identify.Candidates.Recognition;
import io.portprobe.internal.identify.IdentifyPlan.Action;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The identification of a TCP service: executes the actions of an {@link IdentifyPlan}, offers all
 * received bytes to all protocols, and runs the dialogue of the protocol that recognises them.
 * Confined to the event loop.
 */
final class TcpIdentification implements Dialogue {
  /** What happens on the current connection. */
  private enum State {
    LISTENING,
    /** A handshake of the identification. */
    HANDSHAKE,
    /** The conversation in the protocol of a candidate. */
    SPEAKING,
    /** A new connection is being made, for {@link #pending}. */
    CONNECTING
  }

  private static final Duration QUIET = Duration.ofMillis(500);

  private final Candidates candidates;
  private final IdentifyPlan plan;
  private final PeerSilence silence;
  private final IdentifyConnection connection;
  private final CandidateDialogues dialogues;
  private final Recognitions recognitions;
  private final IdentityDraft draft;
  private final CandidateConversation.Listener ends = new ConversationEnds();

  private State state = State.LISTENING;
  private @Nullable CandidateConversation conversation;
  private @Nullable Step firstStep;
  private @Nullable Action pending;
  private boolean echoed;

  /** Whether the protocol of the next request claims what was received. */
  private boolean claims;

  TcpIdentification(
      DialogueContext context,
      Candidates candidates,
      HostControl control,
      IdentifyPlan plan,
      PlugInFailures failures,
      Duration timeout) {
    this.candidates = candidates;
    this.plan = plan;
    this.silence = new PeerSilence(control, context.peer().getAddress(), plan);
    this.connection = new IdentifyConnection(context, plan, timeout);
    this.dialogues = new CandidateDialogues(context, failures);
    this.recognitions = new Recognitions(candidates, port(), failures);
    this.draft = new IdentityDraft(Endpoint.tcp(context.host(), port()), failures);
  }

  private int port() {
    return connection.port();
  }

  private boolean isSecured() {
    return draft.tls() != null;
  }

  // What the core calls

  @Override
  public Step start() {
    return proceed();
  }

  @Override
  public TlsSettings tlsSettings() {
    CandidateConversation speaking = conversation;
    TlsSettings offered = speaking != null ? speaking.tlsSettings() : settingsOfPort();
    return offered.withTimeout(connection.handshakeTime());
  }

  /** Returns what the first TLS protocol of the port offers, for example its ALPN. */
  private TlsSettings settingsOfPort() {
    return candidates.bound(Transport.TCP, port(), true).stream()
        .findFirst()
        .map(candidate -> dialogues.open(candidate, true).tlsSettings())
        .orElseGet(TlsSettings::defaults);
  }

  @Override
  public Step secured(TlsInfo info) {
    if (isInterrupted()) {
      return conversation().secured(info);
    }
    draft.tls(info);
    plan.onSecured();
    connection.onConnected();
    Action next = pending;
    return next == null || next instanceof Action.Handshake ? proceed() : perform(next);
  }

  @Override
  public Step connected() {
    connection.onConnected();
    CandidateConversation speaking = conversation;
    if (speaking != null && speaking.isReconnecting()) {
      return speaking.connected();
    }
    return perform(Objects.requireNonNull(pending, "pending"));
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    if (isInterrupted()) {
      return conversation().tlsFailed(failure);
    }
    ByteBuffer bytes = failure.received();
    if (!bytes.hasRemaining()) {
      if (failure.isTimeout()) {
        plan.onNoResponse();
      } else {
        plan.onClosed(true);
      }
      silence.check();
      return proceed();
    }
    draft.onReceived(bytes);
    plan.onReceived();
    if (TlsRecord.beginsClientHello(bytes)) {
      return onEcho();
    }
    if (TlsRecord.begins(bytes)) {
      draft.onTlsRejected(failure);
      plan.onTlsRejected();
      return proceed();
    }
    draft.evidence("the response to a TLS ClientHello: ", bytes);
    offer(bytes);
    return proceed();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    connection.received().append(bytes);
    draft.onReceived(bytes);
    plan.onReceived();
    if (state == State.SPEAKING) {
      CandidateConversation speaking = conversation();
      return speaking.isEchoed() && !echoed && !dialogues.varies(speaking.candidate(), draft.tls())
          ? onEcho()
          : speaking.received(bytes);
    }
    offer(connection.received().buffer());
    return recognitions.untried() == 1 || connection.received().isFull()
        ? onGreetingEnd()
        : IdentifyConnection.await(QUIET);
  }

  @Override
  public Step silent() {
    if (state == State.SPEAKING) {
      return conversation().silent();
    }
    if (connection.hasReceived()) {
      return onGreetingEnd();
    }
    silence.check();
    return proceed();
  }

  @Override
  public Step closed() {
    plan.onClosed(!connection.hasReceived());
    if (state != State.SPEAKING) {
      if (!connection.hasReceived()) {
        silence.check();
        return proceed();
      }
      Step step = onGreetingEnd();
      if (step instanceof Step.Finish || step instanceof Step.Reconnect) {
        return step;
      }
    }
    return conversation().closed();
  }

  @Override
  public Optional<Finding> partial() {
    CandidateConversation speaking = conversation;
    if (speaking != null && state == State.SPEAKING) {
      Optional<Finding> found = speaking.partial();
      if (found.isPresent()) {
        return Optional.of(confirmed(speaking.candidate(), found));
      }
    }
    return Optional.of(identity());
  }

  // What to do next

  /** Continues with the protocols that recognised something, then with the plan. */
  private Step proceed() {
    conversation = null;
    boolean settled = recognitions.only().isPresent() && recognitions.untried() == 0;
    if (settled || silence.isOfHost()) {
      return finish();
    }
    while (true) {
      Action action = nextAction();
      if (action instanceof Action.Finish) {
        return finish();
      }
      if (action instanceof Action.Request request && !prepare(request)) {
        continue;
      }
      if (plan.isUnused()) {
        return perform(action);
      }
      return reconnectFor(action);
    }
  }

  private Action nextAction() {
    Recognition next = recognitions.poll();
    claims = next != null;
    if (next == null) {
      return plan.next(connection.now());
    }
    plan.drop(next.candidate());
    return plan.hasConnectionsLeft() || plan.isUnused()
        ? new Action.Request(next.candidate(), plan.progress(connection.now()))
        : new Action.Finish();
  }

  /**
   * Opens the dialogue of a request. One that would wait for a greeting has nothing to send, unless
   * its protocol was recognised.
   */
  private boolean prepare(Action.Request request) {
    GuardedDialogue dialogue = dialogues.open(request.candidate(), isSecured());
    Step step =
        claims
            ? CandidateDialogues.begin(dialogue, draft.tls())
            : CandidateDialogues.beginWithoutGreeting(dialogue, draft.tls());
    if (!(step instanceof Step.Send) && !(claims && step instanceof Step.Await)) {
      return false;
    }
    conversation = newConversation(dialogue, false);
    firstStep = step;
    return true;
  }

  private Step reconnectFor(Action action) {
    pending = action;
    state = State.CONNECTING;
    connection.handshakeUntil(
        action instanceof Action.Handshake handshake
            ? connection.now().plus(handshake.time())
            : connection.progressEnd());
    return connection.reconnect(isSecured() || action instanceof Action.Handshake);
  }

  private Step perform(Action action) {
    pending = null;
    if (action instanceof Action.Listen listen) {
      state = State.LISTENING;
      return IdentifyConnection.await(listen.time());
    }
    if (action instanceof Action.Handshake handshake) {
      state = State.HANDSHAKE;
      connection.handshakeUntil(connection.now().plus(handshake.time()));
      plan.onSent(TlsRecord.clientHello());
      return Step.startTls();
    }
    state = State.SPEAKING;
    Step first = Objects.requireNonNull(firstStep, "firstStep");
    firstStep = null;
    return conversation().start(first, ((Action.Request) action).time());
  }

  // The conversation in the protocol of a candidate

  /** Starts a conversation with the greeting, on the same connection. */
  private Step replay(Candidate candidate) {
    CandidateConversation replayed = newConversation(dialogues.open(candidate, isSecured()), true);
    conversation = replayed;
    state = State.SPEAKING;
    plan.drop(candidate);
    return replayed.replay();
  }

  private CandidateConversation newConversation(GuardedDialogue dialogue, boolean replayed) {
    return new CandidateConversation(dialogue, replayed, connection, plan, draft, ends);
  }

  private CandidateConversation conversation() {
    return Objects.requireNonNull(conversation, "conversation");
  }

  private boolean isInterrupted() {
    CandidateConversation speaking = conversation;
    return speaking != null && speaking.isInterrupted();
  }

  /** Continues after a conversation, with its result or with another protocol. */
  private final class ConversationEnds implements CandidateConversation.Listener {
    /**
     * If the dialogue was a guess, its request may be one to which the server of another protocol
     * responds in kind: that of MongoDB explains itself to HTTP clients in HTTP.
     */
    @Override
    public Step onFinding(CandidateConversation ended, Finding finding) {
      if (!claims && !ended.isReplayed() && !ended.isOfPort()) {
        ByteBuffer received = connection.received().buffer();
        Optional<Recognition> other = recognitions.other(ended.candidate(), received);
        if (other.isPresent()) {
          recognitions.replace(other.get());
          draft.evidence(
              "the protocol " + other.get().candidate().name() + " recognises ", received);
          return proceed();
        }
      }
      return onConfirmed(ended, Optional.of(finding));
    }

    @Override
    public Step onConfirmed(CandidateConversation ended, Optional<Finding> finding) {
      return Step.finish(confirmed(ended.candidate(), finding));
    }

    /** The bytes of the peer may be of another protocol. */
    @Override
    public Step onMismatch(CandidateConversation ended) {
      plan.onUsed();
      if (!connection.hasReceived()) {
        silence.check();
        return proceed();
      }
      if (connection.resemblesEcho()) {
        return onEcho();
      }
      ByteBuffer received = connection.received().buffer();
      if (!ended.isReplayed()) {
        draft.evidence("the response to a request of " + ended.candidate().name() + ": ", received);
      }
      offer(received);
      recognitions.remove(ended.candidate());
      return proceed();
    }
  }

  /** The peer sends back what it receives, so a protocol is of it that accepts its own request. */
  private Step onEcho() {
    draft.evidence("the peer sends back what it receives");
    if (echoed) {
      return finish();
    }
    echoed = true;
    TlsInfo tls = draft.tls();
    for (Candidate candidate : candidates.requests(Transport.TCP, port(), isSecured(), false)) {
      if (dialogues.varies(candidate, tls) && dialogues.acceptsEcho(candidate, tls)) {
        recognitions.replace(new Recognition(candidate, ServiceFacts.of(candidate.name())));
        return proceed();
      }
    }
    return finish();
  }

  // What was received

  /** Lets all protocols recognise bytes. */
  private void offer(ByteBuffer bytes) {
    recognitions
        .offer(bytes)
        .ifPresent(only -> draft.evidence("the protocol " + only.name() + " recognises ", bytes));
  }

  /** The greeting is complete. */
  private Step onGreetingEnd() {
    Recognition recognised = recognitions.poll();
    if (recognised != null) {
      return replay(recognised.candidate());
    }
    draft.evidence("the greeting: ", connection.received().buffer());
    plan.onUnknownGreeting();
    Optional<Candidate> ofPort =
        candidates.bound(Transport.TCP, port(), isSecured()).stream().findFirst();
    return ofPort.isPresent() ? replay(ofPort.get()) : finish();
  }

  // The result

  private Step finish() {
    return Step.finish(identity());
  }

  private DefaultServiceIdentity identity() {
    if (plan.isCutShort(connection.now())) {
      draft.onDeadline();
    }
    return recognitions
        .only()
        .map(known -> draft.recognised(known, plan.connections()))
        .orElseGet(() -> draft.unnamed(silence.verdict(), plan.connections()));
  }

  private DefaultServiceIdentity confirmed(Candidate candidate, Optional<Finding> finding) {
    return draft.confirmed(candidate, finding, recognitions.only(), plan.connections());
  }
}
