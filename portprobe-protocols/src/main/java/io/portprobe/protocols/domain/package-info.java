/**
 * A check whether this host can work with a domain of Active Directory: join it, log on, apply
 * group policy, replicate, and read its directory.
 *
 * <p>Start with {@link io.portprobe.protocols.domain.DomainCheck}; its results are in {@link
 * io.portprobe.protocols.domain.report}.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.protocols.domain.report} and {@code
 * io.portprobe.protocols.internal.domain} only.
 */
@NullMarked
package io.portprobe.protocols.domain;

import org.jspecify.annotations.NullMarked;
