/**
 * The contract file, which lists the expected state and findings of each port of a network. Start
 * with {@link io.portprobe.testing.contract.NetworkContract} (read, record, write) and {@link
 * io.portprobe.testing.contract.NetworkAssert} (check a network in a test) or {@link
 * io.portprobe.testing.contract.ContractCheck} (check it and get a report).
 *
 * <p>The path of a file: {@code ContractLoader} (includes) and {@code ContractFile} (bytes) to
 * {@code ContractReader} and {@code PortReader} (YAML) to {@code ContractEntry}; back through
 * {@code ContractWriter}. The path of a check: {@code ContractCheck} or {@code NetworkAssert} to
 * {@code ContractRun}, {@code PortCheck} and {@code PortJudge}, to {@code ContractRow}.
 *
 * <p>May use: the API of {@code io.portprobe}, {@code internal.client}, {@code internal.contract},
 * {@code internal.expectation}, {@code internal.finding} and {@code internal.yaml}. Nothing in
 * {@code io.portprobe.testing} uses this package, except {@code junit}.
 */
@NullMarked
package io.portprobe.testing.contract;

import org.jspecify.annotations.NullMarked;
