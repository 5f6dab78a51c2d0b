// Azurite reads every row of a table for each query, and every row of that name for each row asked for. The service has an
// index of partition and row: so only rows that can be meant are shown to Azurite's own code, which decides as before.
// This reaches into the pinned version of Azurite: look at it again when that changes.
"use strict";

const { default: TableStore } = require("azurite/dist/src/table/persistence/LokiTableMetadataStore.js");

function rowsOf(collection, property, value) {
  collection.ensureIndex(property);
  const [first, last] = collection.calculateRange("$eq", property, value);
  const index = collection.binaryIndices[property].values;
  const rows = [];
  for (let n = first; n <= last; n++) rows.push(collection.data[index[n]]);
  return rows;
}

const collectionOf = TableStore.prototype.getEntityCollection;
TableStore.prototype.getEntityCollection = function (...args) {
  const collection = collectionOf.apply(this, args);
  if (!Object.hasOwn(collection, "findOne")) {
    const findOne = collection.findOne;
    collection.findOne = function (query) {
      const { PartitionKey, RowKey, ...others } = query;
      if (typeof PartitionKey !== "string" || typeof RowKey !== "string" || Object.keys(others).length > 0) {
        return findOne.call(this, query);
      }
      this.ensureIndex("PartitionKey");
      this.ensureIndex("RowKey");
      const inPartition = this.calculateRange("$eq", "PartitionKey", PartitionKey);
      const named = this.calculateRange("$eq", "RowKey", RowKey);
      const [property, [first, last]] =
        inPartition[1] - inPartition[0] < named[1] - named[0] ? ["PartitionKey", inPartition] : ["RowKey", named];
      const index = this.binaryIndices[property].values;
      for (let n = first; n <= last; n++) {
        const row = this.data[index[n]];
        if (row.PartitionKey === PartitionKey && row.RowKey === RowKey) return row;
      }
      return null;
    };
  }
  return collection;
};

const query = TableStore.prototype.queryTableEntities;
TableStore.prototype.queryTableEntities = function (context, account, table, options, ...next) {
  const filter = options.filter ?? "";
  const partition = /^PartitionKey eq '([^']*)'(?= and |$)/.exec(filter);
  if (!partition || / or |\bnot\b|[()]/.test(filter)) return query.call(this, context, account, table, options, ...next);
  const bounds = [...filter.matchAll(/ and RowKey (ge|gt|le|lt|eq) '([^']*)'(?= and |$)/g)].map(([, sign, key]) => [sign, key]);
  const rows = rowsOf(this.getEntityCollection(account, table, context), "PartitionKey", partition[1]).filter((row) =>
    bounds.every(([sign, key]) => (sign[0] === "g" ? row.RowKey >= key : sign[0] === "l" ? row.RowKey <= key : row.RowKey === key)));
  let shown = rows;
  const chain = {
    where: (is) => ((shown = shown.filter(is)), chain),
    sort: (order) => (shown.sort(order), chain),
    limit: (most) => ((shown = shown.slice(0, most)), chain),
    data: () => shown,
  };
  const narrowed = Object.create(this, { getEntityCollection: { value: () => ({ chain: () => chain }) } });
  return query.call(narrowed, context, account, table, options, ...next);
};
