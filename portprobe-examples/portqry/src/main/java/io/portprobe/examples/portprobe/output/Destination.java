package io.portprobe.examples.portprobe.output;

import java.io.OutputStream;
import java.nio.charset.Charset;

/**
 * Where a writer writes to.
 *
 * @param bytes receives the output; unbuffered. Formats for programs use UTF-8
 * @param charset of text for people
 * @param colour whether text for people has colours
 * @param explain whether text for people has the whole story of each result
 */
public record Destination(OutputStream bytes, Charset charset, boolean colour, boolean explain) {}
