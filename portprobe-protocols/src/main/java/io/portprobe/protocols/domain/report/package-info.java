/**
 * The results of a domain check, and the table of the services that each purpose needs.
 *
 * <p>Start with {@link io.portprobe.protocols.domain.report.DomainReport} and {@link
 * io.portprobe.protocols.domain.report.Purpose}.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.protocols.ldap} only.
 */
@NullMarked
package io.portprobe.protocols.domain.report;

import org.jspecify.annotations.NullMarked;
