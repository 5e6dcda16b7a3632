package io.portprobe;

import io.portprobe.internal.json.ResultTrees;
import io.portprobe.spi.Finding;
import io.portprobe.spi.TlsInfo;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of one probe: the state, its reason, one attempt for each address, and findings.
 *
 * <p>The state of a host name with several addresses is the best of its attempts: LISTENING before
 * NOT_LISTENING before FILTERED before LISTENING_OR_FILTERED. {@link #agrees()} returns whether all
 * addresses have the same state.
 *
 * <p>Immutable and thread-safe. A later version may add methods; only portprobe and tests are
 * expected to implement this interface.
 */
public interface ProbeReport extends JsonResult {
  /**
   * Returns the endpoint that was probed.
   *
   * @return the endpoint
   */
  Endpoint endpoint();

  /**
   * Returns the best state of all attempts.
   *
   * @return the state
   */
  PortState state();

  /**
   * Returns the reason of the first attempt that has the overall state.
   *
   * @return the reason
   */
  Reason reason();

  /**
   * Returns all addresses the host name resolved to, including any that were not probed.
   *
   * @return at least one address, without duplicates, in the order of the resolver; for an address
   *     literal that address
   */
  List<InetAddress> addresses();

  /**
   * Returns how long name resolution took.
   *
   * @return not negative, included in {@link #elapsed()}; about zero for an address literal
   */
  Duration resolutionTime();

  /**
   * Returns what the reader of the report should know about the name resolution, for example that
   * the first name server did not reply and another one answered.
   *
   * @return human-readable sentences without a full stop, whose wording may change; usually empty
   */
  default List<String> resolutionNotes() {
    return List.of();
  }

  /**
   * Returns one attempt for each address that was probed, in the order of the resolver. With {@link
   * PortProbe#allProtocols()} the attempts of the next protocol follow.
   *
   * @return at least one attempt
   */
  List<Attempt> attempts();

  /**
   * Returns why individual addresses were skipped (denied by policy, no route, ...).
   *
   * @return one exception for each address that was not probed; usually empty
   */
  List<ProbeException> omissions();

  /**
   * Returns the reports of the tries before this one, of a probe with {@link PortProbe#retries}.
   * {@link #started()} and {@link #elapsed()} of this report include them.
   *
   * @return in the order of time; empty if the first try was the last
   */
  default List<ProbeReport> earlierTries() {
    return List.of();
  }

  /**
   * Returns whether all addresses have the same state.
   *
   * @return true if the addresses agree
   */
  boolean agrees();

  /**
   * Returns all findings of protocols, in the order of the attempts.
   *
   * @return the findings; empty if no protocol was spoken or none had a finding
   */
  List<Finding> findings();

  /**
   * Returns the first finding of a type.
   *
   * @param <F> the type
   * @param type for example {@code RootDse.class}
   * @return the finding, or empty
   */
  <F extends Finding> Optional<F> finding(Class<F> type);

  /**
   * Returns the TLS handshakes of all dialogues, also those that failed, for every protocol. For
   * example, whether a certificate expires within 30 days:
   *
   * <pre>{@code
   * report.tls().stream().anyMatch(tls -> tls.daysLeft(Instant.now()).orElse(30) < 30)
   * }</pre>
   *
   * @return an immutable list in the order of the attempts; empty without TLS
   */
  default List<TlsInfo> tls() {
    return attempts().stream()
        .flatMap(attempt -> attempt.dialogue().stream())
        .flatMap(dialogue -> dialogue.tls().stream())
        .toList();
  }

  /**
   * Returns the report of the first dialogue that finished, or of the first dialogue if none
   * finished.
   *
   * @return empty if no protocol was spoken
   */
  Optional<DialogueReport> dialogue();

  /**
   * Returns the wall-clock time at which the probe was started.
   *
   * @return the time of the call of {@link PortProbe#state()} or {@link PortProbe#report()}
   */
  Instant started();

  /**
   * Returns the time from the start of the probe to this report.
   *
   * @return not negative
   */
  Duration elapsed();

  /**
   * Returns a human-readable description for a ticket: what was probed, what each address replied,
   * why the state was reported, and the findings. Text of the peer is made safe for terminals and
   * logs.
   *
   * @return several lines without a final line break; the wording may change
   */
  String explain();

  @Override
  default Map<String, @Nullable Object> toMap() {
    return ResultTrees.of(this);
  }
}
