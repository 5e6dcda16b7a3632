/**
 * The words and the text of a contract file, as the reader, the writer and the entries have them in
 * common. Start with {@code ContractWords}. May use: {@code io.portprobe}, {@code
 * io.portprobe.text} and {@code internal.yaml}.
 */
@NullMarked
package io.portprobe.testing.internal.contract;

import org.jspecify.annotations.NullMarked;
