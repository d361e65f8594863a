import assert from "node:assert/strict";

import { evaluate } from "../../../operations/iam/evaluate";
import { parsePolicy } from "../../../operations/iam/policy";
import { type ContextValues } from "../../../operations/iam/request-context";

/** What AWS documents, a `Condition` element, the request's condition keys, and whether the condition holds. */
type Case = [rule: string, condition: object, context: ContextValues, holds: boolean];

const operators = "reference_policies_elements_condition_operators.html";
const severalValues = "reference_policies_condition-logic-multiple-context-keys-or-values.html";
const setOperators = "reference_policies_condition-single-vs-multi-valued-context-keys.html";
const setExamples = "reference_policies_condition_examples-multi-valued-context-keys.html";
const variables = "reference_policies_variables.html";

const role = "arn:aws:iam::111122223333:role/team/deployer";
const tags = (...keys: string[]) => ({ "aws:TagKeys": keys });

/** Page of the IAM user guide to what it says. */
const pages: Record<string, Case[]> = {
  [`${operators}#Conditions_String`]: [
    ["StringEquals minds case", { StringEquals: { "a:k": "Prod" } }, { "a:k": "prod" }, false],
    ["StringEquals is exact", { StringEquals: { "a:k": "prod" } }, { "a:k": "prod" }, true],
    ["StringEquals has no wildcards", { StringEquals: { "a:k": "pr*" } }, { "a:k": "prod" }, false],
    ["StringEquals takes * for itself", { StringEquals: { "a:k": "pr*" } }, { "a:k": "pr*" }, true],
    ["StringNotEquals is its negation", { StringNotEquals: { "a:k": "prod" } }, { "a:k": "test" }, true],
    ["StringNotEquals fails on the value", { StringNotEquals: { "a:k": "prod" } }, { "a:k": "prod" }, false],
    ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { "a:k": "Prod" } }, { "a:k": "pROD" }, true],
    ["StringNotEqualsIgnoreCase", { StringNotEqualsIgnoreCase: { "a:k": "Prod" } }, { "a:k": "pROD" }, false],
    ["StringLike's * covers many characters", { StringLike: { "a:k": "p*d" } }, { "a:k": "pro/d:d" }, true],
    ["StringLike's * covers none", { StringLike: { "a:k": "prod*" } }, { "a:k": "prod" }, true],
    ["StringLike's ? covers just one", { StringLike: { "a:k": "prod?" } }, { "a:k": "prod" }, false],
    ["StringLike covers the whole value", { StringLike: { "a:k": "rod*" } }, { "a:k": "prod" }, false],
    ["StringLike minds case", { StringLike: { "a:k": "P*" } }, { "a:k": "prod" }, false],
    ["StringNotLike", { StringNotLike: { "a:k": "p*" } }, { "a:k": "test" }, true],
  ],
  [`${operators}#Conditions_Numeric`]: [
    ["NumericEquals compares numbers", { NumericEquals: { "a:k": "10.0" } }, { "a:k": "10" }, true],
    ["NumericNotEquals", { NumericNotEquals: { "a:k": 10 } }, { "a:k": "10" }, false],
    ["NumericLessThan is strict", { NumericLessThan: { "a:k": "3600" } }, { "a:k": "3600" }, false],
    ["NumericLessThan is not textual", { NumericLessThan: { "a:k": "3600" } }, { "a:k": "400" }, true],
    ["NumericLessThanEquals", { NumericLessThanEquals: { "a:k": "3600" } }, { "a:k": "3600" }, true],
    ["NumericGreaterThan is strict", { NumericGreaterThan: { "a:k": "7" } }, { "a:k": "7" }, false],
    ["NumericGreaterThanEquals", { NumericGreaterThanEquals: { "a:k": "7" } }, { "a:k": "7" }, true],
  ],
  [`${operators}#Conditions_Date`]: [
    [
      "DateGreaterThan",
      { DateGreaterThan: { "aws:TokenIssueTime": "2020-01-01T00:00:01Z" } },
      { "aws:TokenIssueTime": "2020-01-01T00:00:02Z" },
      true,
    ],
    [
      "DateLessThan is strict",
      { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
      { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
      false,
    ],
    [
      "DateGreaterThanEquals",
      { DateGreaterThanEquals: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
      { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
      true,
    ],
    [
      "dates may be seconds since 1970",
      { DateEquals: { "aws:EpochTime": "2020-01-01T00:00:00Z" } },
      { "aws:EpochTime": "1577836800" },
      true,
    ],
    [
      "dates name their zone",
      { DateLessThanEquals: { "aws:CurrentTime": "2020-01-01T02:00:00+02:00" } },
      { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
      true,
    ],
    [
      "DateNotEquals",
      { DateNotEquals: { "aws:CurrentTime": "2020-01-01" } },
      { "aws:CurrentTime": "2020-01-01T00:00:00Z" },
      false,
    ],
  ],
  [`${operators}#Conditions_Boolean`]: [
    ["Bool", { Bool: { "aws:SecureTransport": "false" } }, { "aws:SecureTransport": "false" }, true],
    [
      "Bool takes a JSON boolean",
      { Bool: { "aws:SecureTransport": true } },
      { "aws:SecureTransport": "true" },
      true,
    ],
    [
      "Bool fails on the other",
      { Bool: { "aws:SecureTransport": "true" } },
      { "aws:SecureTransport": "false" },
      false,
    ],
    [
      "Bool fails without MFA's key, as with a user's access keys",
      { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      {},
      false,
    ],
  ],
  [`${operators}#Conditions_IPAddress`]: [
    ["a range", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }, { "aws:SourceIp": "203.0.113.7" }, true],
    [
      "outside",
      { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      { "aws:SourceIp": "203.0.114.7" },
      false,
    ],
    [
      "one address",
      { IpAddress: { "aws:SourceIp": "203.0.113.7" } },
      { "aws:SourceIp": "203.0.113.8" },
      false,
    ],
    ["IPv6", { IpAddress: { "aws:SourceIp": "2001:DB8:1::/48" } }, { "aws:SourceIp": "2001:db8:1::9" }, true],
    [
      "another family",
      { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
      { "aws:SourceIp": "2001:db8::9" },
      false,
    ],
    [
      "NotIpAddress",
      { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
      { "aws:SourceIp": "10.0.0.1" },
      true,
    ],
  ],
  [`${operators}#Conditions_ARN`]: [
    [
      "StringLike's * covers the colons of the page's example",
      { StringLike: { "aws:SourceArn": "arn:aws:someservice:*:111122223333:finance/*" } },
      {
        "aws:SourceArn":
          "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
      },
      true,
    ],
    [
      "ArnLike compares the six fields of the same example one by one",
      { ArnLike: { "aws:SourceArn": "arn:aws:someservice:*:111122223333:finance/*" } },
      {
        "aws:SourceArn":
          "arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt",
      },
      false,
    ],
    [
      "ArnEquals has wildcards, as ArnLike",
      { ArnEquals: { "aws:SourceArn": "arn:aws:ecs:*:111122223333:*" } },
      { "aws:SourceArn": "arn:aws:ecs:eu-west-1:111122223333:task/prod/1" },
      true,
    ],
    [
      "the last field may hold colons",
      { ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:log-group:*" } },
      { "aws:SourceArn": "arn:aws:logs:eu-west-1:111122223333:log-group:/ecs:log-stream:a" },
      true,
    ],
    [
      "ArnLike minds case",
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/Team/*" } },
      {},
      false,
    ],
    [
      "ArnNotLike",
      { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/team/*" } },
      {},
      false,
    ],
    [
      "ArnNotEquals",
      { ArnNotEquals: { "aws:PrincipalArn": "arn:aws:iam::111122223333:role/*/x" } },
      {},
      true,
    ],
    ["ArnLike fails on what is no ARN", { ArnLike: { "a:k": "arn:*:*:*:*:*" } }, { "a:k": "name" }, false],
  ],
  [`${operators}#Conditions_IfExists`]: [
    ["a missing key passes", { StringLikeIfExists: { "ec2:InstanceType": "t1.*" } }, {}, true],
    [
      "a key is compared",
      { StringLikeIfExists: { "ec2:InstanceType": "t1.*" } },
      { "ec2:InstanceType": "m3" },
      false,
    ],
    ["a missing key passes a negation too", { StringNotEqualsIfExists: { "a:k": "x" } }, {}, true],
    [
      "other conditions still fail",
      { BoolIfExists: { "a:k": "true" }, StringEquals: { "a:l": "x" } },
      {},
      false,
    ],
  ],
  [`${operators}#Conditions_Null`]: [
    ["true: the key is missing", { Null: { "aws:TokenIssueTime": "true" } }, {}, true],
    ["true: the key is there", { Null: { "a:k": "true" } }, { "a:k": "x" }, false],
    ["false: the key is there", { Null: { "a:k": "false" } }, { "a:k": "x" }, true],
    ["false: the key is missing", { Null: { "a:k": false } }, {}, false],
    ["no values are no key", { Null: { "aws:TagKeys": "true" } }, tags(), true],
  ],
  [`${operators}#topiclist`]: [
    ["a missing key fails StringEquals", { StringEquals: { "a:k": "x" } }, {}, false],
    ["a missing key fails StringLike *", { StringLike: { "a:k": "*" } }, {}, false],
    [
      "a missing key fails NumericLessThan",
      { NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } },
      {},
      false,
    ],
    [
      "a missing key fails DateGreaterThan",
      { DateGreaterThan: { "aws:TokenIssueTime": "2020-01-01" } },
      {},
      false,
    ],
    ["a missing key fails IpAddress", { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, {}, false],
    ["a missing key passes StringNotEquals", { StringNotEquals: { "a:k": "x" } }, {}, true],
    ["a missing key passes StringNotLike", { StringNotLike: { "a:k": "*" } }, {}, true],
    ["a missing key passes ArnNotLike", { ArnNotLike: { "aws:SourceArn": "arn:*:*:*:*:*" } }, {}, true],
    ["a missing key passes NotIpAddress", { NotIpAddress: { "aws:SourceIp": "0.0.0.0/0" } }, {}, true],
  ],
  "reference_policies_elements_condition.html": [
    [
      "the case of a key's name does not matter",
      { StringEquals: { "AWS:sourceip": "x" } },
      { "aws:SourceIp": "x" },
      true,
    ],
    [
      "nor that of a tag's name in it",
      { StringEquals: { "aws:ResourceTag/Environment": "prod" } },
      { "aws:ResourceTag/environment": "prod" },
      true,
    ],
  ],
  [severalValues]: [
    ["values are alternatives", { StringEquals: { "a:k": ["x", "y"] } }, { "a:k": "y" }, true],
    ["keys must all hold", { StringEquals: { "a:k": "x", "a:l": "x" } }, { "a:k": "x", "a:l": "y" }, false],
    [
      "operators must all hold",
      { StringEquals: { "a:k": "x" }, Bool: { "a:b": "true" } },
      { "a:k": "x" },
      false,
    ],
    [
      "all hold",
      { StringEquals: { "a:k": "x" }, Bool: { "a:b": "true" } },
      { "a:k": "x", "a:b": "true" },
      true,
    ],
    ["a negation excludes every value", { StringNotEquals: { "a:k": ["x", "y"] } }, { "a:k": "y" }, false],
    [
      "a negation passes what is none of them",
      { StringNotEquals: { "a:k": ["x", "y"] } },
      { "a:k": "z" },
      true,
    ],
  ],
  [setOperators]: [
    [
      "ForAllValues: each is listed",
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
      tags("b", "a"),
      true,
    ],
    [
      "ForAllValues: one is not",
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
      tags("a", "c"),
      false,
    ],
    ["ForAllValues passes a missing key", { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }, {}, true],
    ["ForAllValues passes no values", { "ForAllValues:StringEquals": { "aws:TagKeys": "a" } }, tags(), true],
    [
      "ForAnyValue: one is listed",
      { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } },
      tags("c", "b"),
      true,
    ],
    ["ForAnyValue: none is", { "ForAnyValue:StringEquals": { "aws:TagKeys": ["a", "b"] } }, tags("c"), false],
    ["ForAnyValue fails on a missing key", { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }, {}, false],
    ["ForAnyValue fails on no values", { "ForAnyValue:StringEquals": { "aws:TagKeys": "a" } }, tags(), false],
    [
      "ForAnyValue fails on a missing key if negated",
      { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } },
      {},
      false,
    ],
    ["IfExists passes it", { "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": "a" } }, {}, true],
    ["a single value is a set of one", { "ForAnyValue:StringLike": { "a:k": "x*" } }, { "a:k": "xy" }, true],
  ],
  [setExamples]: [
    [
      "one tag, with the prefix",
      { "ForAllValues:StringNotLike": { "aws:TagKeys": "key1*" } },
      tags("key1:legal"),
      false,
    ],
    [
      "two tags, with the prefix",
      { "ForAllValues:StringNotLike": { "aws:TagKeys": "key1*" } },
      tags("key1:hr", "key1:personnel"),
      false,
    ],
    [
      "another prefix",
      { "ForAllValues:StringNotLike": { "aws:TagKeys": "key1*" } },
      tags("key2:audit"),
      true,
    ],
    ["no tags", { "ForAllValues:StringNotLike": { "aws:TagKeys": "key1*" } }, {}, true],
    [
      "some tag without the prefix",
      { "ForAnyValue:StringNotLike": { "aws:TagKeys": "key1*" } },
      tags("key1:hr", "key2:audit"),
      true,
    ],
  ],
  [`${variables}#policy-vars-no-value`]: [
    [
      "a variable is the request's value",
      { StringEquals: { "a:k": "${a:l}" } },
      { "a:k": "x", "a:l": "x" },
      true,
    ],
    [
      "its name's case does not matter",
      { StringEquals: { "a:k": "${A:L}" } },
      { "a:k": "x", "a:l": "x" },
      true,
    ],
    ["a variable without value equals nothing", { StringEquals: { "a:k": "${a:l}" } }, { "a:k": "x" }, false],
    ["nor is anything like it", { StringLike: { "a:k": "*${a:l}" } }, { "a:k": "x" }, false],
    ["an inverted operator matches then", { StringNotEquals: { "a:k": "${a:l}" } }, { "a:k": "x" }, true],
    [
      "a value's wildcard is no wildcard",
      { StringLike: { "a:k": "${a:l}" } },
      { "a:k": "xy", "a:l": "x*" },
      false,
    ],
  ],
  [`${variables}#policy-vars-specialchars`]: [
    ["${*} is an asterisk", { StringLike: { "a:k": "a${*}*" } }, { "a:k": "a*b" }, true],
    ["and no wildcard", { StringLike: { "a:k": "a${*}" } }, { "a:k": "ab" }, false],
    ["${?} is a question mark", { StringLike: { "a:k": "a${?}" } }, { "a:k": "ab" }, false],
    [
      "${$} is a dollar sign",
      { StringEquals: { "a:k": "${$}{a:l}" } },
      { "a:k": "${a:l}", "a:l": "x" },
      true,
    ],
  ],
  [`${variables}#policy-vars-default-values`]: [
    ["a default stands in", { StringEquals: { "a:k": "t-${a:l, 'all'}" } }, { "a:k": "t-all" }, true],
    [
      "the value comes first",
      { StringEquals: { "a:k": "t-${a:l, 'all'}" } },
      { "a:k": "t-all", "a:l": "x" },
      false,
    ],
  ],
};

function holdsFor(condition: object, context: ContextValues): boolean {
  const document = {
    Version: "2012-10-17",
    Statement: { Effect: "Allow", Action: "*", Resource: "*", Condition: condition },
  };
  const principal = { type: "role session", role, session: "test" } as const;
  const request = { principal, action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key", context };
  return evaluate(request, { identity: [parsePolicy("identity", "p", document)] }).decision === "allowed";
}

describe("a condition", () => {
  for (const [page, cases] of Object.entries(pages)) {
    describe(page, () => {
      for (const [rule, condition, context, holds] of cases) {
        it(`${holds ? "holds" : "fails"}: ${rule}`, () => {
          assert.equal(holdsFor(condition, context), holds);
        });
      }
    });
  }

  it("needs a set operator for a key with several values", () => {
    assert.throws(() => holdsFor({ StringEquals: { "aws:TagKeys": "a" } }, tags("a", "b")), {
      message: "aws:TagKeys has several values: say ForAllValues or ForAnyValue",
    });
  });

  it("refuses a multivalued key as a variable", () => {
    assert.throws(
      () => holdsFor({ StringEquals: { "a:k": "${aws:TagKeys}" } }, { ...tags("a"), "a:k": "a" }),
      {
        message: "${aws:TagKeys}: a multivalued key cannot be a policy variable",
      },
    );
  });

  const mistyped: [condition: object, value: string][] = [
    [{ NumericLessThan: { "a:k": "1" } }, "many"],
    [{ DateLessThan: { "a:k": "2020-01-01" } }, "today"],
    [{ Bool: { "a:k": "true" } }, "yes"],
    [{ IpAddress: { "a:k": "10.0.0.0/8" } }, "10.0.0.0/8"],
  ];
  for (const [condition, value] of mistyped) {
    it(`says that "${value}" does not suit ${Object.keys(condition).join("")}`, () => {
      assert.throws(() => holdsFor(condition, { "a:k": value }), {
        message: `context: a:k: "${value}" is of the wrong type`,
      });
    });
  }
});
