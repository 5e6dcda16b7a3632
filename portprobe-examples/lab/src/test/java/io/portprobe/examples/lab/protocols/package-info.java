/**
 * Each protocol of portprobe-protocols against the real servers of the test bed, compared with an
 * independent client.
 */
@NullMarked
package io.portprobe.examples.lab.protocols;

import org.jspecify.annotations.NullMarked;
