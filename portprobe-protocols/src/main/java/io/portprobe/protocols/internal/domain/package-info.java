/**
 * The domain check: name servers, records, controllers, services, and the rules that turn them into
 * verdicts.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.domain.DomainRun}. The stages are {@link
 * io.portprobe.protocols.internal.domain.RecordQueries}, {@link
 * io.portprobe.protocols.internal.domain.ControllerProbes} and {@link
 * io.portprobe.protocols.internal.domain.VerdictRules}; every probe passes {@link
 * io.portprobe.protocols.internal.domain.ProbeQueue}.
 *
 * <p>May use {@code io.portprobe}, the public packages of other protocols, and {@code
 * io.portprobe.protocols.domain.report}.
 */
@NullMarked
package io.portprobe.protocols.internal.domain;

import org.jspecify.annotations.NullMarked;
