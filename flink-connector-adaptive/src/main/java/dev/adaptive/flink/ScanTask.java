/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package dev.adaptive.flink;

import dev.adaptive.expr.Predicate;
import dev.adaptive.flink.data.Projection;
import dev.adaptive.io.LocalStorage;
import dev.adaptive.io.Storage;
import dev.adaptive.memory.Machine;
import dev.adaptive.options.OptionTable;
import dev.adaptive.options.ReadOptions;
import dev.adaptive.plan.ReadSpec;
import dev.adaptive.plan.ScanPlan;
import dev.adaptive.plan.ScanSplit;
import dev.adaptive.plan.TableScan;
import dev.adaptive.read.SplitReader;
import dev.adaptive.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What is read, as it travels from the client to the job manager, which plans it, and to the task
 * managers, which read it. Immutable.
 *
 * @param paths files, directories or globs
 * @param schema all columns of the table; those that are read only with the fields that are
 * @param projection the rows to deliver, from columns of the schema
 * @param filter rows to deliver, or null for all
 * @param limit rows that are enough, from each split; {@link Long#MAX_VALUE} for all
 * @param options checked options
 */
record ScanTask(
    List<String> paths,
    Schema schema,
    Projection projection,
    Predicate filter,
    long limit,
    ReadOptions options)
    implements Serializable {
  ScanTask {
    paths = List.copyOf(paths);
  }

  /** Plans the read. Without a filter, no more splits than the limit needs. */
  ScanPlan plan(int minSplits) {
    try (Storage storage = new LocalStorage(options.get(OptionTable.MMAP))) {
      ScanPlan plan =
          TableScan.open(storage, paths, schema, options)
              .plan(projection.schema().names(), filter, minSplits);
      return filter == null
          ? new ScanPlan(plan.spec(), enough(plan.splits()), plan.report())
          : plan;
    }
  }

  private List<ScanSplit> enough(List<ScanSplit> splits) {
    List<ScanSplit> taken = new ArrayList<>();
    long rows = 0;
    for (ScanSplit split : splits) {
      if (rows >= limit) {
        break;
      }
      taken.add(split);
      rows += split.certainRows();
    }
    return taken;
  }

  /** Opens a split where its position says. */
  SplitReader open(AdaptiveSplit split, ReaderContext context) {
    return new SplitReader(
        spec(split),
        split.scan(),
        split.position(),
        context.storage(),
        context.budget(),
        context.stats());
  }

  /**
   * Tells filters apart: positions in splits count rows that passed the filter, so they mean
   * something else with another one. Empty without a filter.
   */
  String filterFingerprint() {
    if (filter == null) {
      return "";
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(filter);
      }
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return HexFormat.of().formatHex(digest);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("the filter " + filter + " cannot be serialized", e);
    }
  }

  private ReadSpec spec(AdaptiveSplit split) {
    // the plan finds the partition columns in the paths and writes their values into the units
    Set<String> partitioned = split.scan().units().get(0).partitionValues().keySet();
    List<String> partitionColumns = schema.names().stream().filter(partitioned::contains).toList();
    return new ReadSpec(
        schema, partitionColumns, projection.schema().names(), filter, batchOptions());
  }

  /** A small limit needs no large batches. */
  private ReadOptions batchOptions() {
    int maxRows = options.memory(Machine.current()).batchRows();
    if (limit >= maxRows) {
      return options;
    }
    return options.with(
        OptionTable.BATCH_MAX_ROWS,
        Long.toString(Math.max(limit, options.get(OptionTable.BATCH_MIN_ROWS))));
  }
}
