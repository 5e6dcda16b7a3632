/**
 * The contract file, which lists the expected state and findings of each port of a network. Start
 * with {@link io.portprobe.testing.contract.NetworkContract} (read, record, write) and {@link
 * io.portprobe.testing.contract.NetworkAssert} (check a network).
 *
 * <p>The path of a file: {@code ContractFile} (bytes) to {@code ContractReader} and {@code
 * ContractNodes} (YAML) to {@code ContractEntry}; back through {@code ContractWriter}. The path of
 * a check: {@code NetworkAssert} to {@code ContractCheck}. Only {@code ContractReader} and {@code
 * ContractNodes} use the optional YAML parser.
 *
 * <p>May use: the API of {@code io.portprobe}, {@code internal.client} and {@code
 * internal.expectation}. Nothing in {@code io.portprobe.testing} uses this package, except {@code
 * junit}.
 */
@NullMarked
package io.portprobe.testing.contract;

import org.jspecify.annotations.NullMarked;
